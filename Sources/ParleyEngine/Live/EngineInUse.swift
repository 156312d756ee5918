import Synchronization

/// An engine with those who work with it: turns, jobs, explanations. After a reload its plugins are
/// stopped when the last one has ended, and not before.
package final class EngineInUse: Sendable {
  package let engine: Engine

  private struct State {
    var users = 0
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  init(_ engine: Engine) {
    self.engine = engine
  }

  func begin() {
    state.withLock { $0.users += 1 }
  }

  func end() {
    let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.users -= 1
      guard state.users == 0 else { return [] }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns when nobody works with it. Nobody begins to once it has been replaced.
  package func unused() async {
    await withCheckedContinuation { continuation in
      let isUnused = state.withLock { state in
        if state.users > 0 { state.waiters.append(continuation) }
        return state.users == 0
      }
      if isUnused { continuation.resume() }
    }
  }
}
