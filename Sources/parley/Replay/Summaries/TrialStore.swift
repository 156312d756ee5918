import ParleyDomain
import ParleyPlugin
import Synchronization

/// The queue and the memory of one trial: hands out the jobs of a recorded chat one after another, as if
/// its turns had just ended, and keeps the summaries that they want. Nothing of it outlives the trial.
final class TrialStore: JobQueue, Recollections, OperatorLog {
  private struct State {
    var jobs: [Job] = []
    var summaries: [ChatSummary] = []
    /// What went wrong, as an operator would have read it.
    var problems: [String] = []
  }

  private let state = Mutex(State())

  var summaries: [ChatSummary] { state.withLock(\.summaries) }
  var problems: [String] { state.withLock(\.problems) }

  /// Puts the jobs of these replies into the queue, in this order.
  func queue(_ replies: [MessageID], of chat: Chat, plugin: String) {
    state.withLock { state in
      for reply in replies {
        state.jobs.append(
          Job(
            id: "trial-\(reply.rawValue)", owner: chat.owner, chat: chat.id, reply: reply,
            plugin: plugin, dueAt: chat.updatedAt,
            payload: ["duration_ms": 0, "injected": [], "searches": []]))
      }
    }
  }

  // MARK: The queue

  func claim(
    at now: Timestamp, limit: Int, besides busy: BusyPlugins
  ) async throws -> [Job] {
    state.withLock { state in
      guard !state.jobs.isEmpty else { return [] }
      var job = state.jobs.removeFirst()
      job.attempts += 1
      return [job]
    }
  }

  func complete(
    _ job: Job, effects: [Effect], deliveries: [OutgoingDelivery], at now: Timestamp
  ) async throws {
    state.withLock { state in
      for case .summary(let text, let covers) in effects {
        state.summaries.append(
          ChatSummary(
            version: state.summaries.count + 1, text: text, covers: covers, createdAt: now))
      }
    }
  }

  /// Not tried again: the job of the next turn asks for the same.
  func fail(_ job: Job, reason: String, retryAt: Timestamp?) async throws {
    state.withLock { $0.problems.append(reason) }
  }

  func postpone(_ job: Job, until: Timestamp) async throws {
    state.withLock { $0.problems.append("was left out after failures in a row") }
  }

  // MARK: The operator's log

  func write(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {
    guard level == .warning || level == .error, let error = fields["error"]?.string,
      fields["message_id"] == nil
    else { return }
    state.withLock { $0.problems.append(error) }
  }

  // MARK: Memory

  /// Those that no later one has taken in. All cover messages before the reply whose job asks.
  func summaries(
    of chat: ChatID, by plugin: String, upTo leaf: MessageID, bytes: Int, owner: OwnerID
  ) async throws -> [StoredSummary] {
    ChatSummary.current(of: summaries).compactMap { summary in
      guard let first = summary.covers.first, let last = summary.covers.last else { return nil }
      return StoredSummary(
        version: summary.version, text: summary.text, first: first, last: last,
        createdAt: summary.createdAt)
    }
  }

  func latestSummary(of chat: ChatID, owner: OwnerID) async throws -> String? { nil }
  func memories(of owner: OwnerID, at now: Timestamp) async throws -> [StoredMemory] { [] }
  func correct(
    _ memory: MemoryID, to text: String, owner: OwnerID, at now: Timestamp
  ) async throws -> StoredMemory? { nil }
  func forget(_ memory: MemoryID, owner: OwnerID) async throws -> Bool { false }
  func forgetExpired(at now: Timestamp) async throws -> Int { 0 }
  func observations(of owner: OwnerID, limit: Int) async throws -> [Observation] { [] }
}
