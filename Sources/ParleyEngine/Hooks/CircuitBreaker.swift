/// Leaves a plugin out for a while after it failed several times in a row.
///
/// A value: the caller tells what happened and when, and asks whether to call.
struct CircuitBreaker: Sendable {
  /// So many failures in a row open the circuit.
  static let failuresToOpen = 5
  /// How long it stays open; then one call may try.
  static let pause = Duration.seconds(30)

  private var failures = 0
  private var openedAt: ContinuousClock.Instant?

  /// Whether a call may be made now. After the pause one caller gets through; its outcome decides.
  mutating func admits(at now: ContinuousClock.Instant) -> Bool {
    guard let openedAt else { return true }
    guard openedAt.duration(to: now) >= CircuitBreaker.pause else { return false }
    self.openedAt = now
    return true
  }

  mutating func succeeded() {
    failures = 0
    openedAt = nil
  }

  mutating func failed(at now: ContinuousClock.Instant) {
    failures += 1
    if failures >= CircuitBreaker.failuresToOpen { openedAt = now }
  }
}
