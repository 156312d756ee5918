import ParleyDomain
import Synchronization

/// Calls one upstream: through its guard, and again after failures that may pass. The only place in
/// which a call is repeated.
struct UpstreamCall: Sendable {
  /// One try while it runs.
  final class Try: Sendable {
    private let stopwatch = Stopwatch()
    private let firstText = Mutex<Double?>(nil)

    /// Text has come.
    func heardText() {
      firstText.withLock { $0 = $0 ?? stopwatch.milliseconds }
    }

    fileprivate func attempt(
      _ upstream: Upstream, _ cause: Attempt.Cause?, waited: Double, error: ModelError?
    ) -> Attempt {
      Attempt(
        upstream: upstream.name, cause: cause, waitedMilliseconds: waited, error: error,
        milliseconds: stopwatch.milliseconds, firstTextMilliseconds: firstText.withLock { $0 })
    }
  }

  let upstream: Upstream
  let guards: UpstreamGuards
  /// Why this upstream is called.
  var cause: Attempt.Cause?

  /// Makes the call until it succeeds, fails for good, or `mayRepeat` forbids another one. Throws the
  /// last ``ModelError``, `CancellationError`, or what `call` throws.
  ///
  /// - Parameters:
  ///   - mayRepeat: Whether nothing has gone out yet.
  ///   - record: Hears of every attempt as it ends, and of those that the guard did not allow.
  func run(
    mayRepeat: @Sendable () -> Bool, record: @Sendable (Attempt) -> Void,
    call: @Sendable (Try) async throws -> ModelCompletion
  ) async throws -> ModelCompletion {
    var cause = cause
    var failures = 0
    var waited = Duration.zero
    var wait = Stopwatch()
    while true {
      do {
        return try await once(cause, since: failures == 0 ? Stopwatch() : wait, record, call)
      } catch let error as ModelError {
        failures += 1
        try Task.checkCancellation()
        let policy = upstream.retries
        guard mayRepeat(),
          let pause = policy.pause(
            after: error, failures: failures, waited: waited, random: guards.pacing.random())
        else { throw error }
        wait = Stopwatch()
        waited += pause
        cause = .retry
        try await guards.pacing.sleep(pause)
      }
    }
  }

  private func once(
    _ cause: Attempt.Cause?, since wait: Stopwatch, _ record: @Sendable (Attempt) -> Void,
    _ call: @Sendable (Try) async throws -> ModelCompletion
  ) async throws -> ModelCompletion {
    let door = guards[upstream]
    do {
      try await door.enter(waitingAtMost: upstream.retries.maxWait)
    } catch let error as ModelError {
      record(Try().attempt(upstream, cause, waited: wait.milliseconds, error: error))
      throw error
    }
    let waited = wait.milliseconds
    let attempt = Try()
    do {
      let completion = try await call(attempt)
      door.leave(.succeeded)
      record(attempt.attempt(upstream, cause, waited: waited, error: nil))
      return completion
    } catch let error as ModelError {
      door.leave(Task.isCancelled ? .givenUp : .failed(error))
      record(attempt.attempt(upstream, cause, waited: waited, error: error))
      throw error
    } catch {
      door.leave(.givenUp)
      throw error
    }
  }
}
