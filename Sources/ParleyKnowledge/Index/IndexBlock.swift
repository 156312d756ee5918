import ParleySQLite

/// The blocks of a version that are read whole when it is opened.
enum IndexBlock: String, CaseIterable {
  /// ``FieldLengths``
  case lengths
  /// ``Vocabulary``
  case vocabulary
  /// Titles as stems: ``KeyIndex``
  case titles
  /// The first stems of titles: ``KeyIndex``
  case titleBeginnings = "title_beginnings"
  /// ``KeyIndex``
  case identifiers

  /// The block's content; empty when the version has none.
  func read(from connection: SQLiteConnection) throws -> [UInt8] {
    try connection.first("SELECT content FROM blocks WHERE name = ?", [.text(rawValue)]) {
      $0.blob(0)
    } ?? []
  }

  func write(_ content: [UInt8], to connection: SQLiteConnection) throws {
    try connection.run(
      "INSERT OR REPLACE INTO blocks VALUES (?, ?)", [.text(rawValue), .blob(content)])
  }
}
