package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore {
  package func save(_ session: Session) async throws {
    try await write(.durable) { try SessionRow.save(session, $0) }
  }

  package func save(_ sessions: [Session]) async throws {
    try await write(.durable) { connection in
      for session in sessions { try SessionRow.save(session, connection) }
    }
  }

  package func session(
    _ id: SessionID, owner: OwnerID, at now: Timestamp
  ) async throws -> Session? {
    try await read { connection in
      try connection.first(
        "SELECT \(SessionRow.columns) FROM sessions WHERE id = ? AND owner = ? AND expires_at > ?",
        [.text(id.rawValue), .text(owner.rawValue), .integer(now.milliseconds)],
        SessionRow.session)
    }
  }

  package func sessions(
    of owner: OwnerID, at now: Timestamp
  ) async throws -> [(session: Session, messages: Int)] {
    try await read { connection in
      try connection.rows(
        """
        SELECT \(SessionRow.columns), (
            SELECT (SELECT coalesce(max(seq), 0) FROM messages WHERE chat = chats.id)
            FROM chats WHERE chats.id = sessions.chat AND chats.owner = sessions.owner)
        FROM sessions WHERE owner = ? AND expires_at > ? ORDER BY last_active_at DESC, id DESC
        """,
        [.text(owner.rawValue), .integer(now.milliseconds)]
      ) { (session: SessionRow.session($0), messages: Int($0.integer(7))) }
    }
  }

  package func end(_ id: SessionID, owner: OwnerID) async throws -> Bool {
    try await write(.durable) { connection in
      // Kept like those that end by themselves, for those who look at ended ones.
      try connection.run(
        """
        UPDATE sessions SET expires_at = last_active_at
        WHERE id = ? AND owner = ? AND expires_at > last_active_at
        """,
        [.text(id.rawValue), .text(owner.rawValue)])
      return connection.changes > 0
    }
  }
}
