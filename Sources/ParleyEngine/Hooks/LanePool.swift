import Synchronization

/// The lanes of one plugin: one in use, and those that hooks hold after their deadline.
///
/// A late hook keeps its lane until it returns; the next call gets a fresh one. How many may be held
/// is bounded, so that a hook that hangs every time cannot collect threads.
final class LanePool: Sendable {
  /// The most lanes that late hooks of one plugin may hold.
  static let mostAbandoned = 4

  private struct State {
    var current: PluginLane
    var abandoned = 0
  }

  private let entry: String
  private let state: Mutex<State>

  init(entry: String) {
    self.entry = entry
    state = Mutex(State(current: PluginLane(entry: entry)))
  }

  /// How many lanes late hooks hold now.
  var abandoned: Int { state.withLock { $0.abandoned } }

  /// The lane for the next hook, or `nil` while late hooks hold too many.
  func lane() -> PluginLane? {
    state.withLock { $0.abandoned < LanePool.mostAbandoned ? $0.current : nil }
  }

  /// Says that the hook on this lane is late: the lane stays with it.
  func abandon(_ lane: PluginLane) {
    state.withLock { state in
      state.abandoned += 1
      if state.current === lane { state.current = PluginLane(entry: entry) }
    }
  }

  /// Says that a late hook has returned after all.
  func reclaim() {
    state.withLock { $0.abandoned -= 1 }
  }
}
