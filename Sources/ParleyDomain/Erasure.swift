package import ParleyPlugin

/// What was deleted at once.
package struct ErasedCounts: Sendable, Hashable {
  package var chats = 0
  package var messages = 0
  package var sessions = 0

  package init(chats: Int = 0, messages: Int = 0, sessions: Int = 0) {
    self.chats = chats
    self.messages = messages
    self.sessions = sessions
  }
}

/// How long things are kept after their last use; `nil` keeps them.
package struct RetentionPolicy: Sendable, Hashable {
  /// Chats of the local user and of accounts.
  package var chats: Duration?
  package var guestChats: Duration?
  /// Lines of log files that plugins write.
  package var logs: Duration?
  /// What happened in turns.
  package var traces: Duration?
  /// Jobs that are done.
  package var jobs: Duration?
  /// What plugins found for operators.
  package var findings: Duration?

  package init(
    chats: Duration? = nil, guestChats: Duration? = nil, logs: Duration? = nil,
    traces: Duration? = nil, jobs: Duration? = nil, findings: Duration? = nil
  ) {
    self.chats = chats
    self.guestChats = guestChats
    self.logs = logs
    self.traces = traces
    self.jobs = jobs
    self.findings = findings
  }
}

/// Deletes what is no longer wanted, with all that was made from it.
package protocol Erasure: Sendable {
  /// Deletes everything of an owner: chats, sessions, keys, jobs, what jobs stored, and lines in log
  /// files. Leaves one line in the audit.
  func eraseEverything(of owner: OwnerID, at now: Timestamp) async throws -> ErasedCounts

  /// Deletes a bounded piece of what a policy no longer keeps; returns whether there may be more.
  func sweep(_ policy: RetentionPolicy, at now: Timestamp) async throws -> Bool
}
