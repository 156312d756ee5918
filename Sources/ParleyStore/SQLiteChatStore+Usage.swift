package import ParleyDomain
import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore: UsageStore {
  package func usage(
    of owner: OwnerID?, from first: String, to last: String
  ) async throws -> [UsageEntry] {
    try await read { connection in
      try connection.rows(
        """
        SELECT owner, day, upstream, model, currency, turns, input_tokens, output_tokens,
          cached_tokens, estimated_turns, nanos
        FROM usage WHERE day BETWEEN ?1 AND ?2 \(owner == nil ? "" : "AND owner = ?3")
        ORDER BY day, owner, upstream, model, currency
        """,
        [.text(first), .text(last)] + (owner.map { [.text($0.rawValue)] } ?? []),
        UsageRow.entry)
    }
  }
}

/// What was used, as rows of `usage`.
enum UsageRow {
  /// More than anybody uses. Upstreams may tell any number; two of these can be added.
  private static let most = 1 << 61

  /// Counts a turn; within the transaction that stores it.
  static func add(_ turn: FinishedTurn, _ connection: SQLiteConnection) throws {
    for entry in turn.usage {
      let figures = entry.figures
      if figures.costs.isEmpty { try add(entry, currency: "", .zero, connection) }
      for (currency, amount) in figures.costs {
        try add(entry, currency: currency, amount, connection)
      }
    }
  }

  private static func add(
    _ entry: UsageEntry, currency: String, _ amount: Nanos, _ connection: SQLiteConnection
  ) throws {
    let figures = entry.figures
    let counts = [
      figures.turns, figures.inputTokens, figures.outputTokens, figures.cachedTokens,
      figures.estimatedTurns, Int(amount.count),
    ].map { SQLiteValue.integer(Int64(min(max(0, $0), most))) }
    let names = [
      "turns", "input_tokens", "output_tokens", "cached_tokens", "estimated_turns", "nanos",
    ]
    try connection.run(
      """
      INSERT INTO usage (owner, day, upstream, model, currency, \(names.joined(separator: ", ")))
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        \(names.map { "\($0) = min(\($0), \(most)) + excluded.\($0)" }.joined(separator: ", "))
      """,
      [
        .text(entry.owner.rawValue), .text(entry.day), .text(entry.upstream ?? ""),
        .text(entry.model ?? ""), .text(currency),
      ] + counts)
  }

  static func entry(_ row: SQLiteRow) -> UsageEntry {
    func name(_ column: Int) -> String? {
      row.text(column).isEmpty ? nil : row.text(column)
    }
    return UsageEntry(
      owner: OwnerID(row.text(0)), day: row.text(1), upstream: name(2), model: name(3),
      figures: UsageFigures(
        turns: Int(row.integer(5)), inputTokens: Int(row.integer(6)),
        outputTokens: Int(row.integer(7)), cachedTokens: Int(row.integer(8)),
        estimatedTurns: Int(row.integer(9)),
        costs: name(4).map { [$0: Nanos(count: row.integer(10))] } ?? [:]))
  }
}
