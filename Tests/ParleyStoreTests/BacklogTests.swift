import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct BacklogTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func theDeadStandFirstAndCanBeTriedAgain() async throws {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["done", "dead", "waits"])
    for _ in 0..<2 {
      let job = try #require(try await store.claim(at: StoreFixture.time(1)))
      if job.id == "done" {
        try await store.complete(job, effects: [], at: StoreFixture.time(2))
      } else {
        try await store.fail(job, reason: "disk on fire", retryAt: nil)
      }
    }
    let items = try await store.backlog(limit: 10)
    #expect(items.map(\.id) == ["dead", "waits"])
    #expect(items.map(\.failure) == ["disk on fire", nil])
    #expect(try await store.backlog(limit: 1).count == 1)

    #expect(try await store.retry("waits", at: StoreFixture.time(5)) == 0)
    #expect(try await store.retry("unknown", at: StoreFixture.time(5)) == 0)
    #expect(try await store.retry(nil, at: StoreFixture.time(5)) == 1)
    #expect(try await store.backlog(limit: 10).map(\.status) == [.waiting, .waiting])
    #expect(try await store.claim(at: StoreFixture.time(4))?.id == "waits")
    #expect(try await store.claim(at: StoreFixture.time(5))?.attempts == 1)
    await store.close()
  }
}
