import ParleyDomain
import ParleyPlugin
import Synchronization

/// Calls one upstream: through its guard, within its spend, and again after failures that may pass.
/// The only place in which a call is repeated.
struct UpstreamCall: Sendable {
  /// One try while it runs.
  final class Try: Sendable {
    private let stopwatch = Stopwatch()
    private let heard = Mutex<(firstAt: Double?, bytes: Int)>((nil, 0))

    /// Text has come.
    func heardText(_ piece: String) {
      heard.withLock { heard in
        heard.firstAt = heard.firstAt ?? stopwatch.milliseconds
        heard.bytes += piece.utf8.count
      }
    }

    /// How many tokens have come, roughly.
    fileprivate var outputTokens: Int { heard.withLock { ($0.bytes + 3) / 4 } }

    fileprivate func attempt(
      _ upstream: Upstream, _ cause: Attempt.Cause?, waited: Double, error: ModelError?,
      cost: ModelCost? = nil
    ) -> Attempt {
      Attempt(
        upstream: upstream.name, cause: cause, waitedMilliseconds: waited, error: error,
        milliseconds: stopwatch.milliseconds, firstTextMilliseconds: heard.withLock { $0.firstAt },
        cost: cost)
    }
  }

  let upstream: Upstream
  let guards: UpstreamGuards
  /// What is asked.
  let request: ModelRequest
  /// Why this upstream is called.
  var cause: Attempt.Cause?

  /// Makes the call until it succeeds, fails for good, or `mayRepeat` forbids another one. Throws the
  /// last ``ModelError``, `CancellationError`, or what `call` throws.
  ///
  /// - Parameters:
  ///   - mayRepeat: Whether nothing has gone out yet.
  ///   - record: Hears of every attempt as it ends, and of those that were not allowed.
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
        guard mayRepeat(),
          let pause = upstream.retries.pause(
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
    let reservation: UpstreamPurse.Reservation?
    do {
      reservation = try await enter()
    } catch let error as ModelError {
      record(Try().attempt(upstream, cause, waited: wait.milliseconds, error: error))
      throw error
    }
    let waited = wait.milliseconds
    let attempt = Try()
    do {
      let completion = try await call(attempt)
      let cost = upstream.price?.cost(of: completion.usage ?? usage(output: attempt.outputTokens))
      await leave(.succeeded, reservation, cost?.amount)
      record(attempt.attempt(upstream, cause, waited: waited, error: nil, cost: cost))
      return completion
    } catch let error as ModelError {
      let cost = upstream.price?.cost(of: spent(on: attempt, error))
      await leave(Task.isCancelled ? .givenUp : .failed(error), reservation, cost?.amount)
      record(attempt.attempt(upstream, cause, waited: waited, error: error, cost: cost))
      throw error
    } catch {
      let cost = upstream.price?.cost(of: usage(output: attempt.outputTokens))
      await leave(.givenUp, reservation, cost?.amount)
      throw error
    }
  }

  // MARK: Before and after a call

  private func enter() async throws -> UpstreamPurse.Reservation? {
    let reservation = try await guards.purse?.reserve(
      upstream, usage(output: request.replyTokens))
    do {
      try await guards[upstream].enter(waitingAtMost: upstream.retries.maxWait)
    } catch {
      await guards.purse?.settle(reservation, .zero)
      throw error
    }
    return reservation
  }

  private func leave(
    _ outcome: UpstreamGuard.Outcome, _ reservation: UpstreamPurse.Reservation?, _ cost: Nanos?
  ) async {
    guards[upstream].leave(outcome)
    await guards.purse?.settle(reservation, cost ?? .zero)
  }

  /// What a failed call is charged for: an upstream that read the prompt and then fell silent may
  /// charge for it, one that refused it does not.
  private func spent(on attempt: Try, _ error: ModelError) -> Usage {
    switch error.code {
    case .timeout, .brokenOff: usage(output: attempt.outputTokens)
    case _ where attempt.outputTokens > 0: usage(output: attempt.outputTokens)
    default: Usage(estimated: true)
    }
  }

  /// Only counted when there is a price: it takes a moment.
  private func usage(output: Int) -> Usage {
    guard upstream.price != nil else { return Usage(estimated: true) }
    let input = request.messages.reduce(0) { $0 + upstream.tokens.count($1.content) }
    return Usage(inputTokens: input, outputTokens: output, estimated: true)
  }
}
