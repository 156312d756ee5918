import Synchronization

/// Work that is the same whoever asks for it: one caller does it, and does it once more when others
/// have asked meanwhile.
final class SharedErrand: Sendable {
  private enum State {
    case idle
    case running
    case runningAndAskedAgain
  }

  private let state = Mutex(State.idle)

  /// Whether the caller has to do the work.
  func begin() -> Bool {
    state.withLock { state in
      switch state {
      case .idle:
        state = .running
        return true
      case .running, .runningAndAskedAgain:
        state = .runningAndAskedAgain
        return false
      }
    }
  }

  /// Whether the one who does the work has to do it again; otherwise it is over.
  func goesOn() -> Bool {
    state.withLock { state in
      switch state {
      case .idle, .running:
        state = .idle
        return false
      case .runningAndAskedAgain:
        state = .running
        return true
      }
    }
  }
}
