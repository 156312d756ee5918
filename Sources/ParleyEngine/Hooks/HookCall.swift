import ParleyDomain
import ParleyPlugin
import Synchronization

/// One call of a hook under a deadline that holds even when the hook blocks its thread or ignores
/// cancellation: the caller goes on, the hook keeps its lane until it returns.
enum HookCall {
  /// Runs a hook on a lane of its plugin. Throws ``HookFailure``, or `CancellationError` when the
  /// calling task was cancelled.
  static func run<Result: Sendable>(
    on lane: PluginLane, of lanes: LanePool, within limit: Duration,
    _ hook: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let race = Race<Result>()
    let task = Task(executorPreference: lane) {
      let outcome: Swift.Result<Result, any Error>
      do {
        // A lane that was stuck lets go of those who waited for it; nobody waits for them any more.
        try Task.checkCancellation()
        outcome = .success(try await hook())
      } catch let failure as HookFailure {
        outcome = .failure(failure)
      } catch let notReady as PluginNotReady {
        outcome = .failure(HookFailure.notReady(notReady.description))
      } catch {
        outcome = .failure(HookFailure.threw(String(describing: error)))
      }
      if !race.finish(outcome) { lanes.reclaim(lane) }
    }
    let alarm = DeadlineWatch.shared.arm(after: limit) {
      if race.finish(.failure(HookFailure.late(limit)), otherwise: { lanes.abandon(lane) }) {
        task.cancel()
      }
    }
    defer { DeadlineWatch.shared.disarm(alarm) }
    return try await withTaskCancellationHandler {
      try await race.value()
    } onCancel: {
      if race.finish(.failure(CancellationError()), otherwise: { lanes.abandon(lane) }) {
        task.cancel()
      }
    }
  }
}

/// The first of several outcomes wins; later ones are told so.
private final class Race<Success: Sendable>: Sendable {
  private enum State {
    case open
    case waiting(CheckedContinuation<Success, any Error>)
    case finished(Result<Success, any Error>)
  }

  private let state = Mutex<State>(.open)

  /// Offers an outcome; returns whether it won. `otherwise` runs before the winner is announced.
  @discardableResult
  func finish(
    _ outcome: Result<Success, any Error>, otherwise: () -> Void = {}
  ) -> Bool {
    let waiting: CheckedContinuation<Success, any Error>?
    let won: Bool
    (won, waiting) = state.withLock { state in
      switch state {
      case .finished: return (false, nil)
      case .open:
        state = .finished(outcome)
        return (true, nil)
      case .waiting(let continuation):
        state = .finished(outcome)
        return (true, continuation)
      }
    }
    if won { otherwise() }
    waiting?.resume(with: outcome)
    return won
  }

  func value() async throws -> Success {
    try await withCheckedThrowingContinuation { continuation in
      let outcome: Result<Success, any Error>? = state.withLock { state in
        if case .finished(let outcome) = state { return outcome }
        state = .waiting(continuation)
        return nil
      }
      if let outcome { continuation.resume(with: outcome) }
    }
  }
}
