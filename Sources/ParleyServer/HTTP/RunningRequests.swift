import Dispatch
import Synchronization

/// Counts the requests that run, refuses too many, and lets a drain wait for the last one.
final class RunningRequests: Sendable {
  private struct State {
    var count = 0
    var bodyBytes: [BodyAllowance.Pool: Int] = [:]
    var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
    var nextWaiter: UInt64 = 0
  }

  private let limits: ServerLimits
  private let state = Mutex(State())

  init(_ limits: ServerLimits) {
    self.limits = limits
  }

  var count: Int { state.withLock { $0.count } }

  /// Counts one more, unless there are too many.
  func begin() -> Bool {
    state.withLock { state in
      guard state.count < limits.runningRequests else { return false }
      state.count += 1
      return true
    }
  }

  /// Counts one less, with the body bytes that it had reserved.
  func end(bodyBytes: Int, of pool: BodyAllowance.Pool) {
    let waiting = state.withLock { state in
      state.count -= 1
      state.bodyBytes[pool, default: 0] -= bodyBytes
      guard state.count == 0 else { return [CheckedContinuation<Void, Never>]() }
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Sets memory aside for a body, unless all bodies together would have too much.
  func reserve(bodyBytes: Int, of pool: BodyAllowance.Pool) -> Bool {
    let most =
      switch pool {
      case .ordinary: limits.bodiesTogether
      case .larger: limits.largerBodiesTogether
      }
    return state.withLock { state in
      guard bodyBytes <= most - state.bodyBytes[pool, default: 0] else { return false }
      state.bodyBytes[pool, default: 0] += bodyBytes
      return true
    }
  }

  /// Returns when nothing runs, or when the time is over.
  func waitUntilNone(within limit: Duration) async {
    await withCheckedContinuation { continuation in
      let waiter: UInt64? = state.withLock { state in
        guard state.count > 0 else { return nil }
        state.nextWaiter += 1
        state.waiting[state.nextWaiter] = continuation
        return state.nextWaiter
      }
      guard let waiter else { return continuation.resume() }
      DispatchQueue.global().asyncAfter(deadline: .now() + limit.timeInterval) {
        self.state.withLock { $0.waiting.removeValue(forKey: waiter) }?.resume()
      }
    }
  }
}

extension Duration {
  /// For Dispatch, which counts nanoseconds; a year at most.
  fileprivate var timeInterval: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    guard seconds < 31_536_000 else { return .seconds(31_536_000) }
    guard seconds >= 0 else { return .seconds(0) }
    return .nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
  }
}
