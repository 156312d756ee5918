import Dispatch
import ParleyPlugin
import Synchronization

/// Passes a child's lines on to the operator's log: so many a second, on a thread of its own, so that
/// neither a talkative child nor a slow log holds up anything.
final class LogThrottle: Sendable {
  static let linesPerSecond = 20

  private struct State {
    var second: ContinuousClock.Instant?
    var lines = 0
    var leftOut = 0
    /// Lines that the log has not taken yet.
    var underWay = 0
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "parley.external.log")

  /// Runs `write` with how many lines were left out before this one; not at all when there are too
  /// many.
  func pass(at now: ContinuousClock.Instant = .now, _ write: @escaping @Sendable (Int) -> Void) {
    let leftOut: Int? = state.withLock { state in
      if state.second.map({ $0.duration(to: now) >= .seconds(1) }) ?? true {
        state.second = now
        state.lines = 0
      }
      guard state.lines < LogThrottle.linesPerSecond,
        state.underWay < LogThrottle.linesPerSecond * 5
      else {
        state.leftOut += 1
        return nil
      }
      state.lines += 1
      state.underWay += 1
      defer { state.leftOut = 0 }
      return state.leftOut
    }
    guard let leftOut else { return }
    queue.async { [self] in
      write(leftOut)
      state.withLock { $0.underWay -= 1 }
    }
  }
}
