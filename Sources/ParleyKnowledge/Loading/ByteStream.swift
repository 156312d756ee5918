import ParleyDomain

/// The bytes of a file, one by one, read in pieces.
struct ByteStream {
  private let file: InputFile
  private var buffer: [UInt8] = []
  private var position = 0
  private static let pieceSize = 256 << 10

  init(_ file: InputFile) {
    self.file = file
  }

  /// The next byte, which stays; `nil` at the end.
  mutating func peek() throws(KnowledgeError) -> UInt8? {
    if position == buffer.count {
      buffer = try file.read(upTo: Self.pieceSize)
      position = 0
      if buffer.isEmpty { return nil }
    }
    return buffer[position]
  }

  /// Takes the next byte; `nil` at the end.
  mutating func next() throws(KnowledgeError) -> UInt8? {
    let byte = try peek()
    if byte != nil { position += 1 }
    return byte
  }

  /// Takes the bytes that `read` says it read, of those that are in memory.
  mutating func take(_ read: (UnsafeBufferPointer<UInt8>) -> Int) {
    position += buffer.withUnsafeBufferPointer { buffer in
      let rest = UnsafeBufferPointer(rebasing: buffer[position...])
      return min(max(0, read(rest)), rest.count)
    }
  }

  /// Passes over a UTF-8 byte order mark. Only at the beginning.
  mutating func skipByteOrderMark() throws(KnowledgeError) {
    _ = try peek()
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }
}
