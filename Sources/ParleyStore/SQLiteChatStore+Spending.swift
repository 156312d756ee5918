package import ParleyDomain
import ParleySQLite

extension SQLiteChatStore: SpendStore {
  package func reserve(
    _ amount: Nanos, within caps: SpendCaps, upstream: String, day: String
  ) async throws -> Bool {
    // The one writer takes them one after the other. What was set aside survives a crash, so that a
    // call whose end nobody saw is counted as dear as it could have been.
    try await write(.eventual) { connection in
      for (cap, period) in [(caps.perDay, day), (caps.perMonth, String(day.prefix(7)))] {
        guard let cap else { continue }
        let spent = try SpendingRow.sum(connection, upstream, period)
        guard spent + amount <= cap else { return false }
      }
      try SpendingRow.add(connection, amount, upstream, day)
      return true
    }
  }

  package func correct(by difference: Nanos, upstream: String, day: String) async throws {
    try await write(.eventual) { connection in
      try SpendingRow.add(connection, difference, upstream, day)
    }
  }

  package func spent(on upstream: String, during period: String) async throws -> Nanos {
    try await read { connection in try SpendingRow.sum(connection, upstream, period) }
  }
}

/// The money of one upstream on one day.
private enum SpendingRow {
  static func sum(
    _ connection: SQLiteConnection, _ upstream: String, _ period: String
  ) throws -> Nanos {
    let amounts = try connection.rows(
      "SELECT nanos FROM spending WHERE upstream = ?1 AND day >= ?2 AND day <= ?2 || '~'",
      [.text(upstream), .text(period)]
    ) { Nanos(count: $0.integer(0)) }
    return amounts.reduce(.zero, +)
  }

  static func add(
    _ connection: SQLiteConnection, _ amount: Nanos, _ upstream: String, _ day: String
  ) throws {
    let before = try sum(connection, upstream, day)
    let now = max(.zero, before + amount)
    try connection.run(
      """
      INSERT INTO spending (upstream, day, nanos) VALUES (?1, ?2, ?3)
      ON CONFLICT (upstream, day) DO UPDATE SET nanos = excluded.nanos
      """,
      [.text(upstream), .text(day), .integer(now.count)])
  }
}
