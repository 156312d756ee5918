import CSQLite

/// One connection to a database, hardened. For one thread at a time; closes when it is released.
///
/// Calls block: use a ``SQLiteQueue`` from asynchronous code.
package final class SQLiteConnection {
  /// How a database is opened.
  package enum Mode: Sendable, Hashable {
    /// Makes the file when there is none.
    case readWriteCreate
    case readWrite
    case readOnly
    /// Reads a file that nobody ever changes, without any lock; works on a read-only disk.
    case immutable
    /// A fresh database in memory; the path is only a name for errors.
    case inMemory
  }

  /// The file, as it was named.
  package let path: String
  /// Asked every 1,000 steps of SQLite's machine; the running statement fails with
  /// ``SQLiteError/Kind/interrupted`` when it answers `true`.
  package var isInterrupted: () -> Bool = { false }

  /// Pages in the write-ahead log after the last commit of this connection; counted only after
  /// ``checkpointByHand()``.
  package internal(set) var logPages = 0
  /// What ``setDurability(_:)`` has set.
  var durability: Durability?

  let handle: OpaquePointer
  private var cache = StatementCache(limit: 64)
  /// Whether a transaction could not be rolled back: nothing else is done before it is.
  private var hasLeftover = false

  /// Opens a database. Nothing is read yet: a damaged file is noticed by the first statement.
  package init(path: String, mode: Mode) throws(SQLiteError) {
    self.path = path
    self.handle = try SQLiteOpening(path: path, mode: mode).open()
    sqlite3_progress_handler(
      handle, 1000, SQLiteConnection.progress, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    cache.removeAll()
    // Statements of rows that escaped keep the handle alive until they are released too.
    sqlite3_progress_handler(handle, 0, nil, nil)
    sqlite3_wal_hook(handle, nil, nil)
    sqlite3_close_v2(handle)
  }

  /// The row id of the last row that was inserted into a table with row ids.
  package var lastInsertRowID: Int64 { sqlite3_last_insert_rowid(handle) }

  /// How many rows the last `INSERT`, `UPDATE` or `DELETE` touched.
  package var changes: Int { Int(sqlite3_changes64(handle)) }

  /// Whether a transaction is open.
  package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// How many compiled statements are kept for their next use.
  var cachedStatements: Int { cache.count }

  /// Runs several statements without parameters, for example a schema. Rows are thrown away.
  package func execute(_ script: String) throws(SQLiteError) {
    guard !script.utf8.contains(0) else {
      throw SQLiteError(code: SQLITE_MISUSE, message: "the script contains NUL", file: path)
    }
    try clearLeftover()
    let code = sqlite3_exec(handle, script, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(in: script) }
  }

  /// Runs one statement to its end.
  package func run(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError) {
    let statement = try begin(sql, values)
    defer { finish(statement) }
    while try step(statement, values) {}
  }

  /// Every row of one statement, mapped.
  package func rows<T>(
    _ sql: String, _ values: [SQLiteValue] = [], _ map: (SQLiteRow) throws -> T
  ) throws -> [T] {
    let statement = try begin(sql, values)
    defer { finish(statement) }
    var mapped: [T] = []
    while try step(statement, values) { mapped.append(try whole(statement, map)) }
    return mapped
  }

  /// The first row of one statement, mapped, or `nil` when there is none.
  ///
  /// A statement that writes (`RETURNING`) belongs into a transaction: its own end is not waited for.
  package func first<T>(
    _ sql: String, _ values: [SQLiteValue] = [], _ map: (SQLiteRow) throws -> T
  ) throws -> T? {
    let statement = try begin(sql, values)
    defer { finish(statement) }
    return try step(statement, values) ? try whole(statement, map) : nil
  }

  /// The row mapped; throws when a value of it had no room in memory, which reads as NULL.
  private func whole<T>(
    _ statement: SQLiteStatement, _ map: (SQLiteRow) throws -> T
  ) throws -> T {
    let mapped = try map(SQLiteRow(statement: statement))
    guard sqlite3_errcode(handle) != SQLITE_NOMEM else { throw error(in: statement.sql) }
    return mapped
  }

  /// Runs the body in one transaction: all of it is stored, or, when it throws, nothing.
  ///
  /// Takes the write lock at once (`BEGIN IMMEDIATE`): a transaction that reads first and writes
  /// later fails without waiting when somebody else wrote in between. Does not nest.
  package func transaction<T>(_ body: () throws -> T) throws -> T {
    try clearLeftover()
    guard !isInTransaction else {
      throw SQLiteError(code: SQLITE_MISUSE, message: "transactions do not nest", file: path)
    }
    try run("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      rollBack()
      throw error
    }
  }

  /// Goes back to the state before the transaction. SQLite may have done so itself (disk full).
  private func rollBack() {
    defer { hasLeftover = isInTransaction }
    guard isInTransaction else { return }
    let interruption = isInterrupted
    isInterrupted = { false }
    defer { isInterrupted = interruption }
    // Never keeps changes, but may fail for want of memory; the error that led here is the one to
    // report.
    _ = sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
  }

  /// Takes back what a transaction could not before. Else whatever comes next would join it, and be
  /// lost with it.
  private func clearLeftover() throws(SQLiteError) {
    guard hasLeftover else { return }
    rollBack()
    guard !hasLeftover else { throw error(in: "ROLLBACK") }
  }

  private func begin(_ sql: String, _ values: [SQLiteValue]) throws(SQLiteError) -> SQLiteStatement
  {
    try clearLeftover()
    let statement: SQLiteStatement
    if let cached = cache.take(sql) {
      statement = cached
    } else {
      statement = try compile(sql)
    }
    let code = statement.bind(values)
    guard code == SQLITE_OK else {
      let text =
        code == SQLITE_RANGE ? "a wrong number of values" : String(cString: sqlite3_errstr(code))
      statement.reset()
      throw SQLiteError(code: code, message: "\(text) for “\(sql.excerpt)”", file: path)
    }
    return statement
  }

  private func finish(_ statement: SQLiteStatement) {
    statement.reset()
    cache.put(statement)
  }

  private func compile(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
    var text = sql
    var compiled: OpaquePointer?
    var rest = 0
    let code = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(
          handle, characters.baseAddress, Int32(clamping: characters.count),
          UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, &tail)
        if let tail, let start = characters.baseAddress {
          rest = characters[(tail - start)...].count {
            !" \n\t\r;".utf8.contains(UInt8(bitPattern: $0))
          }
        }
        return code
      }
    }
    guard code == SQLITE_OK else { throw error(in: sql) }
    guard let compiled else {
      throw SQLiteError(code: SQLITE_MISUSE, message: "an empty statement", file: path)
    }
    let statement = SQLiteStatement(sql: sql, handle: compiled)
    guard rest == 0 else {
      throw SQLiteError(
        code: SQLITE_MISUSE, message: "more than one statement in “\(sql.excerpt)”", file: path)
    }
    return statement
  }

  /// Goes to the next row; `false` at the end.
  private func step(_ statement: SQLiteStatement, _ values: [SQLiteValue]) throws(SQLiteError)
    -> Bool
  {
    switch sqlite3_step(statement.handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      // FTS5 quotes its query in its errors: bound text must not get into logs that way.
      throw error(in: statement.sql, mayQuote: values.isEmpty)
    }
  }

  private func error(in sql: String, mayQuote: Bool = true) -> SQLiteError {
    let code = sqlite3_extended_errcode(handle)
    let words =
      code == SQLITE_ERROR && !mayQuote
      ? String(cString: sqlite3_errstr(code)) : String(cString: sqlite3_errmsg(handle))
    return SQLiteError(code: code, message: "\(words), in “\(sql.excerpt)”", file: path)
  }

  private static let progress: @convention(c) (UnsafeMutableRawPointer?) -> Int32 = { context in
    guard let context else { return 0 }
    let connection = Unmanaged<SQLiteConnection>.fromOpaque(context).takeUnretainedValue()
    return connection.isInterrupted() ? 1 : 0
  }
}

extension String {
  /// The beginning of a statement on one line, for errors.
  fileprivate var excerpt: String {
    let words = split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > 120 ? words.prefix(120) + "…" : words
  }
}
