import Dispatch
import ParleyPlugin
import Synchronization

/// Rings alarms on a thread of its own that never runs plugin code, so that deadlines hold whatever
/// hooks do.
///
/// Nearly all alarms are taken back before they ring, so they share one timer: it looks at all of
/// them every ``tick`` while there are any. An alarm rings at most a tick late.
final class DeadlineWatch: Sendable {
  static let shared = DeadlineWatch()

  static let tick = Duration.milliseconds(5)

  private struct Alarm {
    let due: ContinuousClock.Instant
    let ring: @Sendable () -> Void
  }

  private struct State {
    var alarms: [UInt64: Alarm] = [:]
    var last: UInt64 = 0
    var isTicking = false
  }

  private let queue = DispatchQueue(label: "parley.plugin.deadlines", qos: .userInitiated)
  private let state = Mutex(State())

  /// Rings after this time, unless the number that is returned is handed to ``disarm(_:)`` before.
  func arm(after limit: Duration, _ ring: @escaping @Sendable () -> Void) -> UInt64 {
    let alarm = Alarm(due: .now + limit, ring: ring)
    let (number, mustTick) = state.withLock { state in
      state.last += 1
      state.alarms[state.last] = alarm
      defer { state.isTicking = true }
      return (state.last, !state.isTicking)
    }
    if mustTick { scheduleTick() }
    return number
  }

  func disarm(_ number: UInt64) {
    state.withLock { _ = $0.alarms.removeValue(forKey: number) }
  }

  private func scheduleTick() {
    queue.asyncAfter(
      deadline: .now() + .milliseconds(Int(clamping: DeadlineWatch.tick.inMilliseconds))
    ) { self.look() }
  }

  private func look() {
    let (rings, goesOn) = takeDue(at: .now)
    for ring in rings { ring() }
    if goesOn { scheduleTick() }
  }

  /// The alarms that are due at this instant, taken off the list, and whether others are left.
  func takeDue(at now: ContinuousClock.Instant) -> (rings: [@Sendable () -> Void], goesOn: Bool) {
    state.withLock { state in
      let due = state.alarms.filter { $0.value.due <= now }
      for number in due.keys { state.alarms[number] = nil }
      state.isTicking = !state.alarms.isEmpty
      return (due.values.map(\.ring), state.isTicking)
    }
  }
}
