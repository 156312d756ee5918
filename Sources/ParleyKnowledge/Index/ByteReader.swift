/// Reads numbers and words from a block of a version file.
///
/// A file may be damaged: past the end, numbers read as 0 and words as empty, and ``isIntact`` tells.
struct ByteReader {
  let bytes: [UInt8]
  private(set) var position = 0
  private(set) var isIntact = true

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position >= bytes.count }

  /// A number written by ``ByteWriter/append(number:)``.
  mutating func number() -> Int {
    var value = 0
    var shift = 0
    while position < bytes.count, shift < 56 {
      let byte = bytes[position]
      position += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    isIntact = false
    return 0
  }

  /// The next bytes; fewer where the block ends.
  mutating func slice(_ count: Int) -> ArraySlice<UInt8> {
    let end = min(bytes.count, position + min(count, bytes.count))
    if end - position < count { isIntact = false }
    defer { position = end }
    return bytes[position..<end]
  }
}

/// Writes numbers and words into a block of a version file.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  /// Seven bits a byte, the lowest first; every byte but the last has its high bit set (LEB128).
  mutating func append(number: Int) {
    var rest = UInt64(max(0, number))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func append(byte: UInt8) { bytes.append(byte) }

  /// The word's length and its UTF-8.
  mutating func append(word: some Collection<UInt8>) {
    append(number: word.count)
    bytes.append(contentsOf: word)
  }

  mutating func append(contentsOf other: ByteWriter) { bytes.append(contentsOf: other.bytes) }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
