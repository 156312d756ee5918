import ParleyDomain
import ParleySQLite

/// The beginnings of posting lists that memory has no room for, in a file that goes with the load.
final class PostingSpill {
  private let path: String
  private let connection: SQLiteConnection
  private var part: Int64 = 0

  init(at path: String) throws {
    self.path = path
    try DurableFile.create(path)
    connection = try SQLiteConnection(path: path, mode: .readWrite)
    try connection.execute(
      """
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
      CREATE TABLE parts(
        stem INTEGER NOT NULL, part INTEGER NOT NULL, list BLOB NOT NULL,
        PRIMARY KEY(stem, part)) STRICT, WITHOUT ROWID;
      """)
  }

  /// Puts what follows of each list behind what is there.
  func put(_ lists: [[UInt8]]) throws {
    part += 1
    try connection.transaction {
      for (stem, list) in lists.enumerated() where !list.isEmpty {
        try connection.run(
          "INSERT INTO parts VALUES (?, ?, ?)",
          [.integer(Int64(stem)), .integer(part), .blob(list)])
      }
    }
  }

  /// What was put of a list.
  func bytes(of stem: Int) throws -> [UInt8] {
    try connection.rows(
      "SELECT list FROM parts WHERE stem = ? ORDER BY part", [.integer(Int64(stem))]
    ) { $0.blob(0) }.flatMap(\.self)
  }

  /// Removes the file.
  func discard() throws(KnowledgeError) { try DurableFile.remove(path) }
}
