import CSQLite

/// A compiled statement with what it has cost and how SQLite runs it: for tests that hold statements to
/// their plans, whatever the machine is busy with.
package struct StatementWork: Sendable, Hashable {
  package var sql: String
  /// The steps of SQLite's machine.
  package var steps: Int
  /// As `EXPLAIN QUERY PLAN` tells it, line by line.
  package var plan: [String]
}

extension SQLiteConnection {
  /// The statements that were run since this was called last, as far as they are still compiled.
  /// Those that FTS5 runs on its own tables are left out: nobody else may ask for their plans.
  package func takeWork() -> [StatementWork] {
    var used: [(sql: String, steps: Int)] = []
    var next = sqlite3_next_stmt(handle, nil)
    while let statement = next {
      let steps = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1)
      if steps > 0, let sql = sqlite3_sql(statement) {
        used.append((String(cString: sql), Int(steps)))
      }
      next = sqlite3_next_stmt(handle, statement)
    }
    return used.compactMap { sql, steps in
      plan(of: sql).map { StatementWork(sql: sql, steps: steps, plan: $0) }
    }
  }

  private func plan(of sql: String) -> [String]? {
    let statement = "EXPLAIN QUERY PLAN \(sql)"
    var compiled: OpaquePointer?
    guard sqlite3_prepare_v2(handle, statement, -1, &compiled, nil) == SQLITE_OK, let compiled
    else { return nil }
    defer { sqlite3_finalize(compiled) }
    var lines: [String] = []
    while sqlite3_step(compiled) == SQLITE_ROW {
      if let line = sqlite3_column_text(compiled, 3) { lines.append(String(cString: line)) }
    }
    return lines
  }
}
