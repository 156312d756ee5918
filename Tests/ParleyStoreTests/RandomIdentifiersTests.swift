import ParleyDomain
import ParleyPlugin
import ParleyStore
import Testing

@Suite struct RandomIdentifiersTests {
  private struct FixedClock: WallClock {
    let now: Timestamp
  }

  @Test func identifiersAreUniqueAndSortByAge() {
    let early = RandomIdentifiers(
      clock: FixedClock(now: Timestamp(milliseconds: 1_700_000_000_000)))
    let late = RandomIdentifiers(clock: FixedClock(now: Timestamp(milliseconds: 1_700_000_000_001)))
    let names = (0..<100).map { _ in early.next() }
    #expect(Set(names).count == 100)
    #expect(names.allSatisfy { $0 < late.next() })
  }

  @Test func theSystemClockTellsThePresent() {
    let now = SystemClock().now
    #expect(now > Timestamp(milliseconds: 1_760_000_000_000))
    #expect(SystemClock().now >= now)
  }
}
