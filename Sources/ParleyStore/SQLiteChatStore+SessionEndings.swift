package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore: SessionEndings {
  package func endedSessions(at now: Timestamp, limit: Int) async throws -> [Session] {
    try await read { connection in
      try connection.rows(
        """
        SELECT \(SessionRow.columns) FROM sessions WHERE settled = 0 AND expires_at <= ?
        ORDER BY expires_at, id LIMIT ?
        """,
        [.integer(now.milliseconds), .integer(Int64(max(0, limit)))], SessionRow.session)
    }
  }

  package func settle(_ session: Session, jobs: [Job], at now: Timestamp) async throws {
    try await write(.durable) { connection in
      try connection.run(
        "UPDATE sessions SET settled = 1 WHERE id = ? AND settled = 0 AND expires_at <= ?",
        [.text(session.id.rawValue), .integer(now.milliseconds)])
      guard connection.changes == 1 else { return }
      for job in jobs {
        guard job.owner == session.owner, job.chat == session.chat else {
          throw StoreError.missing("chat \(job.chat) for job \(job.id) in this session")
        }
        try Jobs.insert(job, connection)
      }
    }
  }

  package func forgetTold() async throws {
    let told = try await read { connection in
      try connection.rows(
        """
        SELECT id FROM sessions WHERE settled = 1 AND NOT EXISTS (
          SELECT 1 FROM jobs WHERE jobs.chat = sessions.chat AND jobs.hook = 'sessionEnded'
            AND jobs.status IN ('waiting', 'running'))
        LIMIT 1000
        """
      ) { $0.text(0) }
    }
    guard !told.isEmpty else { return }
    try await write(.eventual) { connection in
      for id in told {
        try connection.run("DELETE FROM sessions WHERE id = ? AND settled = 1", [.text(id)])
      }
    }
  }
}
