/// The tokens of a tokenizer with their ranks, found by their bytes.
///
/// Two tables with open addressing, at most half full: tokens of up to eight bytes are their own key,
/// longer ones are compared with their bytes. About 8 MB for the 200,000 tokens of o200k_base.
package struct TokenRanks: Sendable {
  /// What ``rank(of:from:to:)`` returns for bytes that are no token.
  static let none = UInt32.max

  private struct ShortSlot {
    var key: UInt64 = 0
    var rank: UInt32 = 0
    /// In bytes; 0 when the slot is free.
    var length: UInt32 = 0
  }

  private struct LongSlot {
    var hash: UInt32 = 0
    var rank: UInt32 = 0
    /// Where the token begins in `longBytes`.
    var offset: UInt32 = 0
    /// In bytes; 0 when the slot is free.
    var length: UInt32 = 0
  }

  private var short: [ShortSlot]
  private var long: [LongSlot]
  private var longBytes: [UInt8] = []
  /// The ranks of tokens of two bytes, which are asked for most.
  private var pairs = [UInt32](repeating: Self.none, count: 1 << 16)
  private(set) var count = 0
  /// Of the longest token, in bytes.
  private(set) var longest = 0

  /// Room for some tokens of up to eight bytes and some longer ones; more would never find an end.
  init(shortTokens: Int, longTokens: Int) {
    short = Array(repeating: ShortSlot(), count: Self.slotCount(for: shortTokens))
    long = Array(repeating: LongSlot(), count: Self.slotCount(for: longTokens))
  }

  /// The rank of the bytes between two indices; ``none`` when they are no token. `from` must be less
  /// than `to`, and both in the text.
  func rank(of text: Span<UInt8>, from start: Int, to end: Int) -> UInt32 {
    let length = end - start
    guard length > 8 else {
      let key = Self.word(of: text, from: start, length: length)
      let mask = short.count - 1
      var index = Self.index(key, length) & mask
      while short[index].length != 0 {
        let slot = short[index]
        if slot.key == key, slot.length == UInt32(length) { return slot.rank }
        index = (index + 1) & mask
      }
      return Self.none
    }
    guard length <= longest else { return Self.none }
    let hash = Self.hash(text, from: start, to: end)
    let slot = long[longIndex(of: text, from: start, to: end, hash: hash)]
    return slot.length == 0 ? Self.none : slot.rank
  }

  /// The rank of the two bytes at an index; ``none`` when they are no token.
  func rank(ofPairAt index: Int, in text: Span<UInt8>) -> UInt32 {
    pairs[Int(text[index]) << 8 | Int(text[index + 1])]
  }

  /// Adds a token; `false` when it is there already.
  mutating func insert(_ text: Span<UInt8>, from start: Int, to end: Int, rank: UInt32) -> Bool {
    let length = end - start
    if length > 8 {
      let hash = Self.hash(text, from: start, to: end)
      let index = longIndex(of: text, from: start, to: end, hash: hash)
      guard long[index].length == 0 else { return false }
      long[index] = LongSlot(
        hash: hash, rank: rank, offset: UInt32(longBytes.count), length: UInt32(length))
      for position in start..<end { longBytes.append(text[position]) }
    } else {
      let key = Self.word(of: text, from: start, length: length)
      let mask = short.count - 1
      var index = Self.index(key, length) & mask
      while short[index].length != 0 {
        if short[index].key == key, short[index].length == UInt32(length) { return false }
        index = (index + 1) & mask
      }
      short[index] = ShortSlot(key: key, rank: rank, length: UInt32(length))
      if length == 2 { pairs[Int(text[start]) << 8 | Int(text[start + 1])] = rank }
    }
    count += 1
    longest = max(longest, length)
    return true
  }

  /// The slot of a long token, or the free one where it would stand.
  private func longIndex(
    of text: Span<UInt8>, from start: Int, to end: Int, hash: UInt32
  ) -> Int {
    let mask = long.count - 1
    var index = Int(hash) & mask
    while long[index].length != 0 {
      let slot = long[index]
      if slot.hash == hash, slot.length == UInt32(end - start) {
        let offset = Int(slot.offset) - start
        if (start..<end).allSatisfy({ longBytes[offset + $0] == text[$0] }) { return index }
      }
      index = (index + 1) & mask
    }
    return index
  }

  /// A power of two, at least twice what stands in it.
  private static func slotCount(for tokens: Int) -> Int {
    var count = 16
    while count < tokens * 2 { count *= 2 }
    return count
  }

  /// Up to eight bytes as a number.
  static func word(of text: Span<UInt8>, from start: Int, length: Int) -> UInt64 {
    if start + 8 <= text.count {
      let whole = text.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
      return UInt64(littleEndian: whole) & (UInt64.max >> UInt64(64 - 8 * length))
    }
    var word: UInt64 = 0
    for position in 0..<length { word |= UInt64(text[start + position]) << UInt64(8 * position) }
    return word
  }

  static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  private static func index(_ key: UInt64, _ length: Int) -> Int {
    Int(truncatingIfNeeded: mixed(key ^ UInt64(length) << 56) & 0x7FFF_FFFF)
  }

  private static func hash(_ text: Span<UInt8>, from start: Int, to end: Int) -> UInt32 {
    var hash: UInt64 = 0
    var index = start
    while index < end {
      let length = min(8, end - index)
      hash = mixed(hash &+ 1 ^ word(of: text, from: index, length: length))
      index += length
    }
    return UInt32(truncatingIfNeeded: hash)
  }
}
