import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct SpendingTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func whatWasSpentSurvivesARestart() async throws {
    let caps = SpendCaps(perDay: Nanos(count: 10), perMonth: Nanos(count: 15))
    let first = try await fixture.open()
    #expect(
      try await first.reserve(Nanos(count: 8), within: caps, upstream: "a", day: "2026-11-20"))
    try await first.correct(by: Nanos(count: -2), upstream: "a", day: "2026-11-20")
    await first.close()
    let store = try await fixture.open()
    #expect(try await store.spent(on: "a", during: "2026-11-20") == Nanos(count: 6))
    // Six and five are more than a day allows, six and ten more than a month.
    #expect(
      try await !store.reserve(Nanos(count: 5), within: caps, upstream: "a", day: "2026-11-20"))
    #expect(
      try await !store.reserve(Nanos(count: 10), within: caps, upstream: "a", day: "2026-11-21"))
    #expect(
      try await store.reserve(Nanos(count: 9), within: caps, upstream: "a", day: "2026-11-21"))
    #expect(
      try await store.reserve(Nanos(count: 9), within: caps, upstream: "b", day: "2026-11-20"))
    #expect(
      try await store.reserve(Nanos(count: 9), within: caps, upstream: "a", day: "2026-12-01"))
    #expect(try await store.spent(on: "a", during: "2026-11") == Nanos(count: 15))
    await store.close()
  }

  @Test func reservationsAtTheSameTimeCannotPassACapTogether() async throws {
    let store = try await fixture.open()
    let caps = SpendCaps(perDay: Nanos(count: 100))
    let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<50 {
        group.addTask {
          try await store.reserve(Nanos(count: 7), within: caps, upstream: "a", day: "2026-11-20")
        }
      }
      var taken = 0
      for try await isTaken in group where isTaken { taken += 1 }
      return taken
    }
    #expect(taken == 14)
    #expect(try await store.spent(on: "a", during: "2026-11-20") == Nanos(count: 98))
    await store.close()
  }
}
