import Synchronization

/// Counts how often something has happened, so that a test can await it instead of sleeping.
public final class EventCounter: Sendable {
  private struct State {
    var count = 0
    var waiters: [(goal: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  public init() {}

  public var count: Int { state.withLock(\.count) }

  /// It has happened once more.
  public func signal() {
    let due = state.withLock { state in
      state.count += 1
      let count = state.count
      let due = state.waiters.filter { $0.goal <= count }
      state.waiters.removeAll { $0.goal <= count }
      return due
    }
    for waiter in due { waiter.continuation.resume() }
  }

  /// Returns once it has happened `goal` times altogether.
  public func reached(_ goal: Int = 1) async {
    await withCheckedContinuation { continuation in
      let isDue = state.withLock { state in
        if state.count < goal { state.waiters.append((goal, continuation)) }
        return state.count >= goal
      }
      if isDue { continuation.resume() }
    }
  }
}
