package import ParleyDomain
import ParleyPlugin

/// Notices that sessions have ended, by themselves or by somebody, and leaves a job for each plugin
/// that looks at ended ones: once for each session, also for those that ended while nothing ran.
package struct SessionEndLoop: Sendable {
  /// How often it looks.
  static let pause = Duration.seconds(2)
  /// So many sessions at one look.
  static let batch = 100
  /// How much of a chat is read to find its last reply, in bytes.
  private static let glance = 256 << 10

  private let endings: any SessionEndings
  private let engine: @Sendable () -> Engine
  private let log: any OperatorLog
  private let onJobs: @Sendable () -> Void

  /// - Parameters:
  ///   - engine: What jobs are made with; asked at every look.
  ///   - onJobs: Hears that there are jobs to be run.
  package init(
    endings: any SessionEndings, engine: @escaping @Sendable () -> Engine, log: any OperatorLog,
    onJobs: @escaping @Sendable () -> Void = {}
  ) {
    self.endings = endings
    self.engine = engine
    self.log = log
    self.onJobs = onJobs
  }

  /// Runs until the task is cancelled.
  package func run() async {
    while !Task.isCancelled {
      do {
        try await settleEnded()
        try await Task.sleep(for: SessionEndLoop.pause)
      } catch is CancellationError {
        return
      } catch {
        log.write(.error, "ended sessions could not be looked at", ["error": "\(error)"])
        do {
          try await Task.sleep(for: SessionEndLoop.pause)
        } catch {
          return
        }
      }
    }
  }

  /// Settles the sessions that have ended, and forgets those whose jobs are done; returns how many jobs
  /// were left.
  @discardableResult
  package func settleEnded() async throws -> Int {
    let engine = engine()
    var count = 0
    let now = engine.clock.now
    var settled = 0
    repeat {
      settled = 0
      for session in try await endings.endedSessions(at: now, limit: SessionEndLoop.batch) {
        guard let jobs = try await jobs(for: session, engine) else { continue }
        try await endings.settle(session, jobs: jobs, at: now)
        settled += 1
        count += jobs.count
      }
      if settled > 0, count > 0 { onJobs() }
    } while settled == SessionEndLoop.batch
    try await endings.forgetTold()
    return count
  }

  /// `nil` while a reply is still being made: its conversation is not over.
  private func jobs(for session: Session, _ engine: Engine) async throws -> [Job]? {
    guard let chat = try await engine.store.chat(session.chat, owner: session.owner),
      let persona = engine.personas.first(where: { $0.name == chat.persona })
    else { return [] }
    let runners = engine.hooks[persona, .sessionEnded]
    guard !runners.isEmpty else { return [] }
    let messages = try await engine.store.history(
      of: session.chat, upTo: nil, bytes: SessionEndLoop.glance, owner: session.owner
    ).messages
    guard messages.allSatisfy(\.status.isFinal) else { return nil }
    guard let last = messages.last(where: { $0.role == .assistant }) else { return [] }
    return runners.map { runner in
      Job(
        id: engine.identifiers.next(), owner: session.owner, chat: session.chat, reply: last.id,
        plugin: runner.entry.name, hook: .sessionEnded, dueAt: engine.clock.now,
        payload: SessionJobPayload(session).json)
    }
  }
}
