/// Leaves a plugin or an upstream out for a while after it failed several times in a row.
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

  /// Whether it is being left out.
  package var isOpen: Bool { openedAt != nil }

  /// How long no call may be made yet; zero when one may.
  func pauseLeft(at now: ContinuousClock.Instant) -> Duration {
    guard let openedAt else { return .zero }
    return max(.zero, CircuitBreaker.pause - openedAt.duration(to: now))
  }

  /// Whether a call may be made now. After the pause one caller gets through; its outcome decides.
  package mutating func admits(at now: ContinuousClock.Instant) -> Bool {
    guard pauseLeft(at: now) == .zero else { return false }
    if openedAt != nil { openedAt = now }
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
