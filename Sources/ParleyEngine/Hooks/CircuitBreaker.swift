/// Leaves a plugin out for a while after it failed several times in a row.
///
/// A value: the caller tells what happened and when, and asks whether to call.
package struct CircuitBreaker: Sendable {
  /// So many failures in a row open the circuit.
  static let failuresToOpen = 5
  /// How long it stays open; then one call may try.
  package static let pause = Duration.seconds(30)

  private var failures = 0
  private var openedAt: ContinuousClock.Instant?

  package init() {}

  /// Whether the plugin is being left out.
  package var isOpen: Bool { openedAt != nil }

  /// Whether a call may be made now. After the pause one caller gets through; its outcome decides.
  package mutating func admits(at now: ContinuousClock.Instant) -> Bool {
    guard let openedAt else { return true }
    guard openedAt.duration(to: now) >= CircuitBreaker.pause else { return false }
    self.openedAt = now
    return true
  }

  /// Takes in a success; returns whether it closed the circuit.
  package mutating func succeeded() -> Bool {
    defer { self = CircuitBreaker() }
    return isOpen
  }

  /// Takes in a failure; returns whether it opened the circuit. Failing again after a pause leaves it
  /// open, which is nothing new.
  package mutating func failed(at now: ContinuousClock.Instant) -> Bool {
    failures = min(failures + 1, CircuitBreaker.failuresToOpen)
    guard failures >= CircuitBreaker.failuresToOpen else { return false }
    let wasClosed = !isOpen
    openedAt = now
    return wasClosed
  }
}
