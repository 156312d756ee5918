import ParleyDomain

/// How the bytes of a table stand for characters.
enum TextEncoding: Hashable {
  case utf8
  /// The byte that shows that it is not UTF-8, counted from 0.
  case windows1252(firstOffset: Int)

  /// Reads the whole file to find out, and goes back to its beginning.
  ///
  /// - Throws: ``KnowledgeError`` for UTF-16, NUL, and bytes that neither encoding has.
  static func detect(_ file: InputFile) throws(KnowledgeError) -> TextEncoding {
    var check = UTF8Check()
    var strangeOffset: Int?
    var offset = 0
    while true {
      let piece = try file.read(upTo: 64 << 10)
      if piece.isEmpty { break }
      if offset == 0, piece.starts(with: [0xFF, 0xFE]) || piece.starts(with: [0xFE, 0xFF]) {
        throw error(file, 0, "is UTF-16; save the file as UTF-8")
      }
      for byte in piece {
        if byte == 0 { throw error(file, offset, "NUL is not text; is this a table?") }
        check.accept(byte)
        if strangeOffset == nil, Windows1252.isUndefined(byte) { strangeOffset = offset }
        offset += 1
      }
    }
    try file.rewind()
    check.finish()
    guard let firstOffset = check.fault else { return .utf8 }
    if let strangeOffset {
      throw error(
        file, firstOffset,
        "is not UTF-8, and byte \(strangeOffset) is not Windows-1252; save the file as UTF-8")
    }
    return .windows1252(firstOffset: firstOffset)
  }

  private static func error(_ file: InputFile, _ offset: Int, _ message: String) -> KnowledgeError {
    KnowledgeError(.badData, "\(file.source.name): byte \(offset): \(message)")
  }
}
