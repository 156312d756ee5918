import Synchronization

/// Why a turn is ended before its reply is whole.
package enum EndingReason: Sendable, Hashable {
  /// Somebody pressed stop.
  case stopped
  /// Nobody reads any more, or the program ends.
  case left
}

/// Remembers why the task of a turn was cancelled; without a word it counts as stopped.
package final class TurnControl: Sendable {
  private let state = Mutex<EndingReason>(.stopped)

  package init() {}

  package var reason: EndingReason { state.withLock { $0 } }

  package func set(_ reason: EndingReason) {
    state.withLock { $0 = reason }
  }
}
