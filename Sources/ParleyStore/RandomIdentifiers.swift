import ParleyCrypto
package import ParleyDomain
import ParleyPlugin

/// Names of 128 bits that nobody can guess and that sort by age (UUID version 7, RFC 9562).
package struct RandomIdentifiers: IdentifierSource {
  private let clock: any WallClock

  /// Takes the time in the names from this clock.
  package init(clock: any WallClock = SystemClock()) {
    self.clock = clock
  }

  package func next() -> String {
    UUIDv7.make(milliseconds: clock.now.milliseconds, random: SecureRandom.bytes(10))
  }
}
