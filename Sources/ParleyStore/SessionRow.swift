import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// A session as a row of `sessions`.
enum SessionRow {
  /// What ``session(_:)`` reads, in its order.
  static let columns = "id, owner, chat, persona, created_at, last_active_at, expires_at"
  /// How long an ended session is kept for those who look at ended ones, in milliseconds: 7 days.
  static let keptAfterEnd: Int64 = 7 * 24 * 60 * 60 * 1000

  static func session(_ row: SQLiteRow) -> Session {
    Session(
      id: SessionID(row.text(0)), owner: OwnerID(row.text(1)), chat: ChatID(row.text(2)),
      persona: row.text(3), createdAt: Timestamp(milliseconds: row.integer(4)),
      lastActiveAt: Timestamp(milliseconds: row.integer(5)),
      expiresAt: Timestamp(milliseconds: row.integer(6)))
  }

  /// Stores the session, or what has changed of it when it is this owner's.
  static func save(_ session: Session, _ connection: SQLiteConnection) throws {
    try connection.run(
      """
      INSERT INTO sessions (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET chat = excluded.chat, persona = excluded.persona,
        last_active_at = excluded.last_active_at, expires_at = excluded.expires_at
      WHERE owner = excluded.owner
      """,
      [
        .text(session.id.rawValue), .text(session.owner.rawValue), .text(session.chat.rawValue),
        .text(session.persona), .integer(session.createdAt.milliseconds),
        .integer(session.lastActiveAt.milliseconds), .integer(session.expiresAt.milliseconds),
      ])
    guard connection.changes == 1 else { throw StoreError.missing("session \(session.id)") }
  }

  /// Forgets sessions that ended long before this time and are settled.
  static func forget(before now: Timestamp, _ connection: SQLiteConnection) throws {
    let (time, isTooEarly) = now.milliseconds.subtractingReportingOverflow(keptAfterEnd)
    guard !isTooEarly else { return }
    try connection.run(
      "DELETE FROM sessions WHERE expires_at <= ? AND settled = 1", [.integer(time)])
  }
}
