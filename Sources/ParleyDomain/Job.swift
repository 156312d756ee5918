package import ParleyPlugin

/// Work to be done after a turn or a session: one hook of one plugin for one reply, or for the
/// conversation up to it.
package struct Job: Sendable, Hashable {
  package enum Status: String, Sendable, Hashable {
    case waiting
    case running
    case done
    /// Gave up after too many tries; kept for the operator.
    case dead
  }

  package var id: String
  package var owner: OwnerID
  package var chat: ChatID
  package var reply: MessageID
  /// The entry of the plugin.
  package var plugin: String
  /// ``HookPoint/job`` or ``HookPoint/sessionEnded``.
  package var hook: HookPoint
  package var status: Status
  package var attempts: Int
  /// Not before this time.
  package var dueAt: Timestamp
  /// What the hook works on, as JSON, so that it needs nothing that may have changed since.
  package var payload: JSONValue

  package init(
    id: String, owner: OwnerID, chat: ChatID, reply: MessageID, plugin: String,
    hook: HookPoint = .job, status: Status = .waiting, attempts: Int = 0, dueAt: Timestamp,
    payload: JSONValue
  ) {
    self.id = id
    self.owner = owner
    self.chat = chat
    self.reply = reply
    self.plugin = plugin
    self.hook = hook
    self.status = status
    self.attempts = attempts
    self.dueAt = dueAt
    self.payload = payload
  }
}

/// The durable queue of jobs: each runs at least once, its effects are stored once.
package protocol JobQueue: Sendable {
  /// Takes the next jobs that are due, at most `limit`, and marks them running; empty when there is
  /// none. A job that was tried before comes alone: should it end the program, no other that was
  /// counts as tried once more.
  func claim(at now: Timestamp, limit: Int, besides busy: BusyPlugins) async throws -> [Job]

  /// Marks a job done and applies its effects in the same transaction: annotations become notices of
  /// the reply, log lines and deliveries are put on their way, the rest is kept for those who use it.
  ///
  /// What `effects` wants delivered comes checked, as `deliveries`. Throws, with nothing changed, when
  /// this attempt at the job has ended already.
  func complete(
    _ job: Job, effects: [Effect], deliveries: [OutgoingDelivery], at now: Timestamp) async throws

  /// Puts a failed job back for a later try, or among the dead when `retryAt` is `nil`.
  func fail(_ job: Job, reason: String, retryAt: Timestamp?) async throws

  /// Puts a job back that was taken and not tried: taking it does not count as a try.
  func postpone(_ job: Job, until: Timestamp) async throws
}

/// The entries that are at work on as much as they may, so that none of their jobs is to be taken.
package struct BusyPlugins: Sendable, Hashable {
  /// Those that have enough to do.
  package var full: Set<String>
  /// Those that try a job again, and may not begin another that was tried before.
  package var retrying: Set<String>

  package init(full: Set<String> = [], retrying: Set<String> = []) {
    self.full = full
    self.retrying = retrying
  }
}

extension JobQueue {
  /// Takes the next jobs that are due while no plugin is at work.
  package func claim(at now: Timestamp, limit: Int) async throws -> [Job] {
    try await claim(at: now, limit: limit, besides: BusyPlugins())
  }

  /// Takes the next job that is due and marks it running; `nil` when there is none.
  package func claim(at now: Timestamp) async throws -> Job? {
    try await claim(at: now, limit: 1).first
  }

  /// Marks a job done that wants nothing delivered.
  package func complete(_ job: Job, effects: [Effect], at now: Timestamp) async throws {
    try await complete(job, effects: effects, deliveries: [], at: now)
  }
}
