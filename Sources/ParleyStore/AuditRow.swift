import ParleyCrypto
import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// Something that should be known of later: who did what to what. Never holds text of a message.
struct AuditEntry: Sendable {
  var actor: String
  var action: String
  var subject: String
  var detail = ""
}

/// A row of `audit`: nothing changes or deletes one, and a changed one breaks the chain of hashes.
enum AuditRow {
  static func insert(
    _ entry: AuditEntry, at now: Timestamp, _ connection: SQLiteConnection
  ) throws {
    let before = try connection.first("SELECT hash FROM audit ORDER BY number DESC LIMIT 1") {
      $0.text(0)
    }
    try connection.run(
      "INSERT INTO audit (at, actor, action, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?)",
      [
        .integer(now.milliseconds), .text(entry.actor), .text(entry.action), .text(entry.subject),
        .text(entry.detail), .text(hash(of: entry, at: now, after: before ?? "")),
      ])
  }

  /// Reads `number, at, actor, action, subject, detail, hash`.
  static func record(_ row: SQLiteRow) -> AuditRecord {
    AuditRecord(
      number: Int(clamping: row.integer(0)), at: Timestamp(milliseconds: row.integer(1)),
      actor: row.text(2), action: row.text(3), subject: row.text(4), detail: row.text(5),
      hash: row.text(6))
  }

  /// The hash that a record has to have after one with this hash; the first comes after `""`.
  static func hash(of record: AuditRecord, after before: String) -> String {
    hash(
      of: AuditEntry(
        actor: record.actor, action: record.action, subject: record.subject,
        detail: record.detail), at: record.at, after: before)
  }

  private static func hash(
    of entry: AuditEntry, at time: Timestamp, after before: String
  ) -> String {
    let fields = [
      before, "\(time.milliseconds)", entry.actor, entry.action, entry.subject, entry.detail,
    ]
    // Lengths keep fields apart whatever they hold.
    return ContentHash.hex(of: fields.map { "\($0.utf8.count):\($0)" }.joined(), length: 32)
  }
}
