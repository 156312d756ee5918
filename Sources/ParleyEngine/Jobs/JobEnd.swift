import Synchronization

/// The moment at which a job is done with, however it ended; others wait for it.
final class JobEnd: Sendable {
  private struct State {
    var isReached = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Lets those go on who wait, and all who come later. Returns whether nobody has said so before.
  func reach() -> Bool {
    let (isFirst, waiters) = state.withLock { state in
      defer { (state.isReached, state.waiters) = (true, []) }
      return (!state.isReached, state.waiters)
    }
    for waiter in waiters { waiter.resume() }
    return isFirst
  }

  /// Returns once it has been reached.
  func reached() async {
    await withCheckedContinuation { continuation in
      let isReached = state.withLock { state in
        if !state.isReached { state.waiters.append(continuation) }
        return state.isReached
      }
      if isReached { continuation.resume() }
    }
  }
}
