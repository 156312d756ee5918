import Testing

@testable import ParleySQLite

@Suite struct SQLiteConnectionTests {
  private let connection: SQLiteConnection

  init() throws {
    connection = try SQLiteConnection(path: "test", mode: .inMemory)
  }

  @Test(arguments: [
    SQLiteValue.null, .integer(.max), .integer(.min), .real(-0.125), .text(""), .text("a\u{0}b"),
    .text("schön 📚\r\n"), .blob([]), .blob([0, 255, 0]),
  ])
  func valuesRoundTrip(value: SQLiteValue) throws {
    let read = try connection.first("SELECT ?", [value]) { $0.value(0) }
    #expect(read == value)
  }

  @Test func rowsReadAnyColumnWithoutTrapping() throws {
    try connection.run("SELECT 1")
    let read = try connection.first("SELECT 7, 'seven', NULL, CAST(x'41ff42' AS TEXT)") { row in
      #expect(row.columnCount == 4)
      #expect(row.integer(0) == 7 && row.text(1) == "seven" && row.isNull(2))
      #expect(row.text(3) == "A\u{fffd}B")
      #expect(row.optionalText(2) == nil && row.optionalInteger(2) == nil)
      for column in [-1, 4, Int.max, Int.min] {
        #expect(row.isNull(column) && row.text(column) == "" && row.integer(column) == 0)
        #expect(row.blob(column) == [] && row.value(column) == .null)
      }
      return true
    }
    #expect(read == true)
  }

  @Test func transactionStoresAllOrNothing() throws {
    try connection.execute("CREATE TABLE t (n INTEGER UNIQUE) STRICT")
    try connection.transaction { try connection.run("INSERT INTO t VALUES (1)") }
    #expect(throws: SQLiteError.self) {
      try connection.transaction {
        try connection.run("INSERT INTO t VALUES (2)")
        try connection.run("INSERT INTO t VALUES (1)")
      }
    }
    #expect(try connection.rows("SELECT n FROM t") { $0.integer(0) } == [1])
    #expect(!connection.isInTransaction)
    #expect(throws: SQLiteError.self) {
      try connection.transaction { try connection.transaction {} }
    }
  }

  @Test func theSameStatementRunsInsideItself() throws {
    let sql = "SELECT value FROM json_each('[1,2]')"
    let pairs = try connection.rows(sql) { outer in
      try connection.rows(sql) { inner in outer.integer(0) * 10 + inner.integer(0) }
    }
    #expect(pairs == [[11, 12], [21, 22]])
  }

  @Test func manyStatementsStayBounded() throws {
    for number in 0..<200 {
      #expect(try connection.first("SELECT \(number)") { $0.integer(0) } == Int64(number))
    }
    #expect(connection.cachedStatements == 64)
    #expect(try connection.first("SELECT 0") { $0.integer(0) } == 0)
  }

  @Test func errorsNameFileAndStatementButNoValue() throws {
    try connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    let misspelt = #expect(throws: SQLiteError.self) { try connection.run("SELEC 1") }
    #expect(
      misspelt?.description == "test: near \"SELEC\": syntax error, in “SELEC 1” (SQLite code 1)")
    let query = #expect(throws: SQLiteError.self) {
      try connection.run("SELECT * FROM words WHERE words MATCH ?", [.text("\"my secret")])
    }
    #expect(query?.description.contains("secret") == false)
    let count = #expect(throws: SQLiteError.self) { try connection.run("SELECT ?", []) }
    #expect(count?.message.contains("number of values") == true)
    #expect(throws: SQLiteError.self) { try connection.run("SELECT 1; SELECT 2") }
    #expect(throws: SQLiteError.self) { try connection.run("") }
    try connection.run("SELECT 1; ")
  }

  @Test func constraintsAreEnforcedAndCoded() throws {
    try connection.execute(
      "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT; "
        + "CREATE TABLE b (a INTEGER REFERENCES a(id)) STRICT;")
    let error = #expect(throws: SQLiteError.self) {
      try connection.run("INSERT INTO b VALUES (?)", [5])
    }
    #expect(error?.kind == .dangling && error?.primaryCode == 19 && error?.code == 787)
  }

  @Test func fullTextSearchWorks() throws {
    try connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    try connection.run("INSERT INTO words VALUES (?)", ["the left hand of darkness"])
    let hits = try connection.rows(
      "SELECT text FROM words WHERE words MATCH ?", ["\"left\" AND \"hand\""]
    ) { $0.text(0) }
    #expect(hits == ["the left hand of darkness"])
    try connection.run("INSERT INTO words(words) VALUES ('integrity-check')")
  }

  @Test func hostileSchemasAndHugeValuesAreRefused() throws {
    #expect(throws: SQLiteError.self) { try connection.run("SELECT load_extension('x')") }
    #expect(throws: SQLiteError.self) { try connection.run("SELECT zeroblob(17000000)") }
    #expect(throws: SQLiteError.self) { try connection.run("SELECT \"no such column\"") }
    // Defensive mode: the schema table stays closed to writers.
    try connection.execute("PRAGMA writable_schema = ON")
    #expect(throws: SQLiteError.self) { try connection.run("DELETE FROM sqlite_schema") }
  }

  @Test func aStatementCanBeInterrupted() throws {
    connection.isInterrupted = { true }
    let error = #expect(throws: SQLiteError.self) {
      try connection.transaction { try connection.run(endless) }
    }
    #expect(error?.kind == .interrupted)
    #expect(!connection.isInTransaction)
  }
}

/// A statement that never ends by itself.
let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
