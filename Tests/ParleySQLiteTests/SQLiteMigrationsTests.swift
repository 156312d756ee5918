import FoundationEssentials
import ParleySQLite
import Testing

@Suite struct SQLiteMigrationsTests {
  private let connection: SQLiteConnection
  private let first = Migration(version: 1, sql: "CREATE TABLE a (n INTEGER) STRICT")
  private let second = Migration(version: 2, sql: "ALTER TABLE a ADD COLUMN text TEXT")

  init() throws {
    connection = try SQLiteConnection(path: "chats.sqlite", mode: .inMemory)
  }

  @Test func stepsRunOnceAndInOrder() throws {
    try migrate([first])
    try connection.run("INSERT INTO a VALUES (1)")
    try migrate([second, first])
    try migrate([first, second])
    #expect(try connection.rows("SELECT n, text FROM a") { $0.integer(0) } == [1])
    #expect(try SQLiteMigrations.version(of: connection) == 2)
  }

  @Test func aFailingStepLeavesTheSchemaBeforeIt() throws {
    let bad = Migration(version: 2, sql: "CREATE TABLE b (n INTEGER) STRICT; CREATE NONSENSE")
    #expect(throws: SQLiteError.self) { try migrate([first, bad]) }
    #expect(try SQLiteMigrations.version(of: connection) == 1)
    #expect(try connection.rows("SELECT name FROM sqlite_schema") { $0.text(0) } == ["a"])
  }

  @Test func aNewerSchemaIsRefusedWithBothVersions() throws {
    try migrate([first, second])
    let error = #expect(throws: MigrationError.self) { try migrate([first]) }
    #expect(error == .newer(file: "chats.sqlite", name: "the chats", found: 2, known: 1))
    #expect(error?.description.contains("schema 2") == true)
    #expect(error?.description.contains("up to 1") == true)
  }

  @Test func anotherProgramsDatabaseIsLeftAlone() throws {
    try connection.execute("CREATE TABLE theirs (n INTEGER) STRICT")
    let error = #expect(throws: MigrationError.self) { try migrate([first]) }
    #expect(error == .foreign(file: "chats.sqlite", name: "the chats"))
    #expect(try connection.rows("SELECT name FROM sqlite_schema") { $0.text(0) } == ["theirs"])
  }

  private func migrate(_ steps: [Migration]) throws {
    try SQLiteMigrations.migrate(connection, steps, applicationID: 42, name: "the chats")
  }
}
