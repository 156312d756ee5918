import Glibc

/// Words, each with a number from 0 in the order in which they came.
///
/// What a dictionary from strings to numbers is, in one block of memory: a tenth of the size, and a
/// tenth of the time to fill.
struct WordTable: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Where each word ends in ``bytes``.
  private var ends: [UInt32] = []
  /// Open addressing: the upper half of a word's hash, then its number plus one; 0 for a free place. A
  /// power of two of places. The hash spares a look at words that only share a place.
  private var slots: [UInt64] = Array(repeating: 0, count: 64)

  var count: Int { ends.count }

  mutating func reserve(_ count: Int) {
    ends.reserveCapacity(count)
    while slots.count < 2 * count { slots = Array(repeating: 0, count: 2 * slots.count) }
    for number in 0..<self.count {
      let place = place(of: utf8(number))
      slots[place.slot] = place.tag | UInt64(number + 1)
    }
  }

  /// The number of a word, or `nil` when it was never added.
  func number(of word: String) -> Int? {
    var word = word
    return word.withUTF8 { place(of: $0).number }
  }

  /// The number of a word, or `nil` when it was never added.
  func number(of word: ArraySlice<UInt8>) -> Int? { place(of: word).number }

  /// Whether a word comes before another in the order of their bytes.
  func precedes(_ left: Int, _ right: Int) -> Bool {
    let (left, right) = (range(of: left), range(of: right))
    return bytes.withUnsafeBytes { bytes in
      UnsafeRawBufferPointer(rebasing: bytes[left])
        .lexicographicallyPrecedes(UnsafeRawBufferPointer(rebasing: bytes[right]))
    }
  }

  /// The number of a word, which is added when it is new.
  @discardableResult
  mutating func insert(_ word: some Collection<UInt8>) -> Int {
    let found = place(of: word)
    if let number = found.number { return number }
    bytes.append(contentsOf: word)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    slots[found.slot] = found.tag | UInt64(ends.count)
    if 2 * ends.count > slots.count { reserve(2 * ends.count) }
    return ends.count - 1
  }

  /// A word's bytes; none for a number that no word has.
  func utf8(_ number: Int) -> ArraySlice<UInt8> {
    bytes[range(of: number)]
  }

  /// Where a word lies in ``bytes``.
  func range(of number: Int) -> Range<Int> {
    guard ends.indices.contains(number) else { return 0..<0 }
    return (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  func word(_ number: Int) -> String {
    String(decoding: utf8(number), as: UTF8.self)
  }

  /// Where a word is, or would be: its slot, and the half of its hash that stands there.
  private typealias Place = (slot: Int, tag: UInt64, number: Int?)

  private func place(of word: some Collection<UInt8>) -> Place {
    word.withContiguousStorageIfAvailable(find) ?? Array(word).withUnsafeBufferPointer(find)
  }

  private func find(_ word: UnsafeBufferPointer<UInt8>) -> Place {
    let hash = WordHash.hash(word)
    let tag = hash & ~Self.numberMask
    return slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        let number = Int(slots[slot] & Self.numberMask) - 1
        if slots[slot] & ~Self.numberMask == tag, isSame(word, as: range(of: number)) {
          return (slot, tag, number)
        }
        slot = (slot + 1) & mask
      }
      return (slot, tag, nil)
    }
  }

  private static let numberMask: UInt64 = 0xFFFF_FFFF

  private func isSame(_ word: UnsafeBufferPointer<UInt8>, as range: Range<Int>) -> Bool {
    guard word.count == range.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      guard let left = word.baseAddress, let right = bytes.baseAddress else { return true }
      return memcmp(left, right + range.lowerBound, word.count) == 0
    }
  }
}

/// A hash that is the same in every process, so that it can be stored (FNV-1a, with the last mixing
/// step of SplitMix64, because FNV's low bits differ little between short words).
enum WordHash {
  static func hash(_ word: some Collection<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    return hash ^ (hash >> 27)
  }
}
