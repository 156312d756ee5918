package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore: Backlog {
  package func backlog(limit: Int) async throws -> [BacklogItem] {
    try await read { connection in
      try connection.rows(
        """
        SELECT * FROM (
          SELECT 'job', id, plugin, chat, status, attempts, due_at, failure FROM jobs
          WHERE status IN ('waiting', 'running', 'dead')
          UNION ALL
          SELECT 'delivery', id, plugin, chat, status, attempts, due_at, failure FROM deliveries)
        ORDER BY status = 'dead' DESC, due_at, id LIMIT ?
        """,
        [.integer(Int64(max(0, limit)))], BacklogRow.item)
    }
  }

  package func retry(_ id: String?, at now: Timestamp) async throws -> Int {
    try await write(.durable) { connection in
      var count = 0
      for table in ["jobs", "deliveries"] {
        try connection.run(
          """
          UPDATE \(table) SET status = 'waiting', attempts = 0, due_at = ?1
          WHERE status = 'dead' AND (?2 IS NULL OR id = ?2)
          """,
          [.integer(now.milliseconds), .text(orNull: id)])
        count += connection.changes
      }
      return count
    }
  }
}

/// A row of what is not done yet.
private enum BacklogRow {
  static func item(_ row: SQLiteRow) throws -> BacklogItem {
    guard let kind = BacklogItem.Kind(rawValue: row.text(0)),
      let status = Job.Status(rawValue: row.text(4))
    else {
      throw UnreadableColumn(
        place: "status of \(row.text(0)) \(row.text(1))", reason: "“\(row.text(4))” is no value")
    }
    return BacklogItem(
      kind: kind, id: row.text(1), plugin: row.text(2), chat: ChatID(row.text(3)), status: status,
      attempts: Int(clamping: row.integer(5)), dueAt: Timestamp(milliseconds: row.integer(6)),
      failure: row.optionalText(7))
  }
}
