/// The surfaces of a vocabulary by three letters in a row: finds those that a word is part of without
/// a look at all others.
///
/// Different letters may share a place, so what is found is a little more than what was asked for.
/// Takes about four bytes for each letter of the vocabulary.
struct VocabularyTrigrams: Sendable {
  private static let placeBits = 15

  /// Where the words of each place begin in ``numbers``; one more than places.
  private var starts: [Int32] = []
  /// The numbers of surfaces, ascending within a place.
  private var numbers: [Int32] = []

  init() {}

  init(_ vocabulary: Vocabulary) {
    let bytes = vocabulary.surfaces.bytes
    var ends = [Int32](repeating: 0, count: 1 << Self.placeBits + 1)
    let words = (0..<vocabulary.surfaces.count).map { vocabulary.surfaces.range(of: $0) }
    bytes.withUnsafeBufferPointer { bytes in
      for word in words {
        for start in word.dropLast(2) { ends[Self.place(bytes, start) + 1] += 1 }
      }
      for place in 1..<ends.count { ends[place] += ends[place - 1] }
      starts = ends
      numbers = Array(repeating: 0, count: Int(ends.last ?? 0))
      for (number, word) in words.enumerated() {
        for start in word.dropLast(2) {
          let place = Self.place(bytes, start)
          numbers[Int(ends[place])] = Int32(truncatingIfNeeded: number)
          ends[place] += 1
        }
      }
    }
  }

  /// The surfaces with the rarest three letters in a row of a word, ascending, some of them twice; none
  /// for a word of fewer letters.
  func words(with letters: [UInt8]) -> [Int] {
    guard letters.count >= 3, !numbers.isEmpty else { return [] }
    let places = letters.withUnsafeBufferPointer { letters in
      (0..<letters.count - 2).map { Self.place(letters, $0) }
    }
    let rarest = places.min { count(of: $0) < count(of: $1) }
    return rarest.map { numbers[Int(starts[$0])..<Int(starts[$0 + 1])].map { Int($0) } } ?? []
  }

  private func count(of place: Int) -> Int32 { starts[place + 1] - starts[place] }

  /// - Parameter start: Two more letters must follow.
  private static func place(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    let letters =
      UInt32(bytes[start]) << 16 | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2])
    return Int((letters &* 0x9E37_79B1) >> UInt32(32 - placeBits))
  }
}
