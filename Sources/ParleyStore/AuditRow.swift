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
    let fields = [
      before ?? "", "\(now.milliseconds)", entry.actor, entry.action, entry.subject, entry.detail,
    ]
    // Lengths keep fields apart whatever they hold.
    let hash = ContentHash.hex(
      of: fields.map { "\($0.utf8.count):\($0)" }.joined(), length: 32)
    try connection.run(
      "INSERT INTO audit (at, actor, action, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?)",
      [
        .integer(now.milliseconds), .text(entry.actor), .text(entry.action), .text(entry.subject),
        .text(entry.detail), .text(hash),
      ])
  }
}
