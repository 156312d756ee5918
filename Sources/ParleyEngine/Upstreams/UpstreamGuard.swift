import ParleyDomain
import ParleyPlugin
import Synchronization

/// Stands before one upstream: lets so many calls through at a time, and none while the upstream has
/// just failed several times in a row or asked to be left alone.
final class UpstreamGuard: Sendable {
  /// How many calls may wait for each one that may run, and at least.
  private static let queueFactor = 4
  private static let shortestQueue = 8
  /// The longest that an upstream can keep itself from being called.
  private static let longestRest = Duration.seconds(3600)

  /// What became of a call that was let through.
  enum Outcome {
    case succeeded
    case failed(ModelError)
    /// It was given up, which says nothing about the upstream.
    case givenUp
  }

  private struct Waiter {
    let id: UInt64
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var mostCalls: Int?
    var breaker = CircuitBreaker()
    /// The upstream asked not to be called before.
    var restsUntil: ContinuousClock.Instant?
    var running = 0
    var waiters: [Waiter] = []
    var lastWaiter: UInt64 = 0
    /// By outcome.
    var calls: [String: Int] = [:]
  }

  let name: String
  private let pacing: Pacing
  private let log: (any OperatorLog)?
  private let state: Mutex<State>

  init(_ upstream: Upstream, pacing: Pacing, log: (any OperatorLog)?) {
    name = upstream.name
    self.pacing = pacing
    self.log = log
    state = Mutex(State(mostCalls: upstream.mostCalls))
  }

  /// Waits until a call may be made. Throws ``ModelError`` when none may be made now, or
  /// `CancellationError`. Every call that was let through ends with ``leave(_:)``.
  func enter(waitingAtMost limit: Duration) async throws {
    if let refusal = refusal() { throw refusal }
    guard await takePlace(waitingAtMost: limit) else {
      try Task.checkCancellation()
      throw ModelError(
        .busy, "the upstream '\(name)' has no room for another call; raise its max_concurrent")
    }
    let now = pacing.now()
    guard state.withLock({ $0.breaker.admits(at: now) }) else {
      givePlaceBack()
      throw refusal() ?? leftAlone(for: .zero)
    }
  }

  /// Tells what became of a call and lets the next one through.
  func leave(_ outcome: Outcome) {
    let now = pacing.now()
    let change: Bool? = state.withLock { state in
      switch outcome {
      case .succeeded:
        state.calls["ok", default: 0] += 1
        state.restsUntil = nil
        return state.breaker.succeeded() ? false : nil
      case .givenUp:
        state.calls["given_up", default: 0] += 1
        return nil
      case .failed(let error):
        state.calls[error.code.rawValue, default: 0] += 1
        if let told = error.retryAfter {
          state.restsUntil = now.advanced(by: min(told, Self.longestRest))
        }
        // A refused request says nothing about the next one, and that the upstream is there.
        guard error.code != .rejected, error.code != .contextTooSmall else {
          return state.breaker.succeeded() ? false : nil
        }
        return state.breaker.failed(at: now) ? true : nil
      }
    }
    if let change { tell(isOpen: change) }
    givePlaceBack()
  }

  /// Takes over the settings of a new configuration. Its address or key may have changed, so what
  /// was held against the upstream is forgotten; calls that run still count.
  func adopt(_ upstream: Upstream) {
    state.withLock { state in
      state.mostCalls = upstream.mostCalls
      state.breaker = CircuitBreaker()
      state.restsUntil = nil
    }
  }

  /// What the upstream does and has done.
  var figures: UpstreamGuards.Figures {
    let now = pacing.now()
    return state.withLock { state in
      UpstreamGuards.Figures(
        calls: state.calls, running: state.running, waiting: state.waiters.count,
        isLeftAlone: state.breaker.isOpen, isResting: state.restsUntil.map { $0 > now } ?? false)
    }
  }

  // MARK: Why a call is not made

  private func refusal() -> ModelError? {
    let now = pacing.now()
    let (rest, pause) = state.withLock { state in
      (state.restsUntil.map { now.duration(to: $0) } ?? .zero, state.breaker.pauseLeft(at: now))
    }
    if pause > .zero { return leftAlone(for: pause) }
    guard rest > .zero else { return nil }
    return ModelError(
      .rateLimited, "the upstream '\(name)' asked not to be called for another \(rest.inSeconds)",
      retryAfter: rest)
  }

  private func leftAlone(for pause: Duration) -> ModelError {
    ModelError(
      .leftAlone,
      "the upstream '\(name)' failed \(CircuitBreaker.failuresToOpen) times in a row and is left "
        + "alone for another \(pause.inSeconds)",
      retryAfter: pause)
  }

  private func tell(isOpen: Bool) {
    log?.write(
      isOpen ? .warning : .info,
      isOpen
        ? "an upstream failed \(CircuitBreaker.failuresToOpen) times in a row and is left alone "
          + "for \(CircuitBreaker.pause.inSeconds)" : "an upstream answers again",
      ["upstream": .string(name)])
  }
}

// Places for calls, in the order in which they are asked for.
extension UpstreamGuard {
  private func takePlace(waitingAtMost limit: Duration) async -> Bool {
    if let verdict = state.withLock({ Self.decide(&$0) }) { return verdict }
    let id = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    let timer = Mutex<Task<Void, Never>?>(nil)
    defer { timer.withLock { $0?.cancel() } }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let verdict: Bool? = state.withLock { state in
          if let verdict = Self.decide(&state) { return verdict }
          if Task.isCancelled { return false }
          state.waiters.append(Waiter(id: id, continuation: continuation))
          return nil
        }
        if let verdict { return continuation.resume(returning: verdict) }
        timer.withLock { $0 = Task { await self.giveUp(id, after: limit) } }
      }
    } onCancel: {
      giveUp(id)
    }
  }

  /// Whether there is a place; `nil` means to wait for one.
  private static func decide(_ state: inout State) -> Bool? {
    guard let most = state.mostCalls, state.running >= most else {
      state.running += 1
      return true
    }
    let longest = max(shortestQueue, most.multipliedReportingOverflow(by: queueFactor).partialValue)
    return state.waiters.count < longest ? nil : false
  }

  private func giveUp(_ id: UInt64, after limit: Duration) async {
    do {
      try await pacing.sleep(limit)
    } catch {
      return  // A place came first.
    }
    giveUp(id)
  }

  private func giveUp(_ id: UInt64) {
    let waiter = state.withLock { state -> Waiter? in
      guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
      return state.waiters.remove(at: index)
    }
    waiter?.continuation.resume(returning: false)
  }

  /// Hands a place to the call that has waited longest.
  private func givePlaceBack() {
    let next = state.withLock { state -> Waiter? in
      guard let first = state.waiters.first, state.running <= state.mostCalls ?? .max else {
        state.running -= 1
        return nil
      }
      state.waiters.removeFirst()
      return first
    }
    next?.continuation.resume(returning: true)
  }
}

extension Duration {
  /// For messages: whole seconds, rounded up.
  fileprivate var inSeconds: String {
    let (seconds, attoseconds) = components
    return "\(attoseconds > 0 ? seconds + 1 : seconds) s"
  }
}
