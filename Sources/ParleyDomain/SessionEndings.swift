package import ParleyPlugin

/// Sessions that have ended, for those who want to know of it. Spans all owners.
package protocol SessionEndings: Sendable {
  /// Sessions that ended, by themselves or by somebody, and are not settled yet; the oldest first.
  func endedSessions(at now: Timestamp, limit: Int) async throws -> [Session]

  /// Stores a job for each hook that looks at this ended session, and that it has been done, in one
  /// transaction. Does nothing for a session that is settled already or has come back to life.
  func settle(_ session: Session, jobs: [Job], at now: Timestamp) async throws

  /// Deletes the sessions that are settled and whose jobs have ended. Their chats stay.
  func forgetTold() async throws
}
