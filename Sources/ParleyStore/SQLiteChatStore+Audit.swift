package import ParleyDomain
import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore: AuditTrail {
  package func audit(before number: Int?, limit: Int) async throws -> AuditPage {
    try await read { connection in
      let limit = max(1, limit)
      // One more than wanted: its hash goes into the last of the page.
      let rows = try connection.rows(
        """
        SELECT number, at, actor, action, subject, detail, hash FROM audit
        WHERE number < ? ORDER BY number DESC LIMIT ?
        """,
        [.integer(Int64(number ?? .max)), .integer(Int64(limit) + 1)], AuditRow.record)
      let before = rows.dropFirst().map(\.hash) + [""]
      let isIntact = zip(rows, before).prefix(limit).allSatisfy { record, before in
        AuditRow.hash(of: record, after: before) == record.hash
      }
      let records = Array(rows.prefix(limit))
      return AuditPage(
        records: records, next: rows.count > limit ? records.last?.number : nil,
        isIntact: isIntact)
    }
  }
}
