/// When somebody stops waiting, on a clock that never steps.
public struct Deadline: Sendable, Hashable {
  /// The moment on the continuous clock.
  public let instant: ContinuousClock.Instant

  /// A deadline at a moment.
  public init(_ instant: ContinuousClock.Instant) {
    self.instant = instant
  }

  /// The deadline this long from now.
  public static func after(_ duration: Duration) -> Deadline {
    Deadline(.now.advanced(by: duration))
  }

  /// The time left; zero once the deadline has passed.
  public var remaining: Duration {
    max(.zero, ContinuousClock.now.duration(to: instant))
  }

  /// Whether nobody waits any longer.
  public var hasPassed: Bool { ContinuousClock.now >= instant }
}
