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
    /// Late hooks by the lane that they hold: those who shared it when it got stuck.
    var late: [ObjectIdentifier: Int] = [:]

    var abandoned: Int { late.values.count { $0 > 0 } }
  }

  private let entry: String
  private let ledger: HookLedger
  private let state: Mutex<State>

  init(entry: String, ledger: HookLedger) {
    self.entry = entry
    self.ledger = ledger
    state = Mutex(State(current: PluginLane(entry: entry)))
  }

  /// How many lanes late hooks hold now.
  var abandoned: Int { state.withLock { $0.abandoned } }

  /// The lane for the next hook, or `nil` while late hooks hold too many.
  func lane() -> PluginLane? {
    guard ledger.admits(entry) else { return nil }
    return state.withLock { $0.abandoned < LanePool.mostAbandoned ? $0.current : nil }
  }

  /// A lane that no other call waits on, however many are held.
  func freshLane() -> PluginLane { PluginLane(entry: entry) }

  /// Says that a hook on this lane is late: the lane stays with it.
  func abandon(_ lane: PluginLane) {
    state.withLock { state in
      if state.current === lane { state.current = PluginLane(entry: entry) }
      count(lane, by: 1, in: &state)
    }
  }

  /// Says that a late hook on this lane has returned after all. May be said before ``abandon(_:)``,
  /// when the hook returns in the moment of its deadline.
  func reclaim(_ lane: PluginLane) {
    state.withLock { count(lane, by: -1, in: &$0) }
  }

  private func count(_ lane: PluginLane, by change: Int, in state: inout State) {
    let before = state.late[ObjectIdentifier(lane)] ?? 0
    let after = before + change
    state.late[ObjectIdentifier(lane)] = after == 0 ? nil : after
    if before <= 0, after > 0 { ledger.holds(entry) }
    if before > 0, after <= 0 { ledger.releases(entry) }
  }
}
