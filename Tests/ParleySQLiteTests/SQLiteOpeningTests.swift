import FoundationEssentials
import ParleySQLite
import ParleyTestKit
import Testing

@Suite struct SQLiteOpeningTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func immutableFilesAreReadAndNeverWritten() throws {
    let path = folder.file("odd ?#%25 & ü.sqlite")
    try make(path)
    let reader = try SQLiteConnection(path: path, mode: .immutable)
    #expect(try reader.first("SELECT n FROM t") { $0.integer(0) } == 3)
    let error = #expect(throws: SQLiteError.self) { try reader.run("DELETE FROM t") }
    #expect(error?.kind == .io)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names == ["odd ?#%25 & ü.sqlite"])
  }

  @Test func onlyCreatingModesMakeAFile() throws {
    for mode in [SQLiteConnection.Mode.readOnly, .readWrite, .immutable] {
      let error = #expect(throws: SQLiteError.self) {
        try SQLiteConnection(path: folder.file("none"), mode: mode)
          .execute("SELECT * FROM sqlite_schema")
      }
      #expect(error?.description.contains(folder.file("none")) == true)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("none")))
    #expect(throws: SQLiteError.self) {
      try SQLiteConnection(path: folder.file("a\u{0}b"), mode: .readWriteCreate)
    }
  }

  @Test func readOnlyReads() throws {
    try make(folder.file("a"))
    let reader = try SQLiteConnection(path: folder.file("a"), mode: .readOnly)
    #expect(try reader.first("SELECT n FROM t") { $0.integer(0) } == 3)
    #expect(throws: SQLiteError.self) { try reader.run("DELETE FROM t") }
  }

  @Test func aFileThatIsNoDatabaseIsDamaged() throws {
    try Data("this is a letter, not a database. ".utf8).write(to: URL(filePath: folder.file("a")))
    let error = #expect(throws: SQLiteError.self) {
      let connection = try SQLiteConnection(path: folder.file("a"), mode: .readOnly)
      _ = try connection.first("SELECT 1 FROM sqlite_schema") { _ in true }
    }
    #expect(error?.kind == .damaged)
  }

  private func make(_ path: String) throws {
    let writer = try SQLiteConnection(path: path, mode: .readWriteCreate)
    try writer.execute("CREATE TABLE t (n INTEGER) STRICT; INSERT INTO t VALUES (3);")
  }
}
