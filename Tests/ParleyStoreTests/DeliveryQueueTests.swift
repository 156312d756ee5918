import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct DeliveryQueueTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  private func delivery(
    _ id: String, _ plugin: String = "hook", dueAt: Int64 = 0
  ) -> OutgoingDelivery {
    OutgoingDelivery(
      id: id, chat: ChatID("chat"), plugin: plugin, address: JSONPointer("/url"),
      headers: ["X-Plain": .written("a\u{1b}b"), "Authorization": .setting(JSONPointer("/h"))],
      secret: JSONPointer("/secret"), body: ["text": "zażółć \u{2028} 🎣", "number": 1.5],
      dueAt: StoreFixture.time(dueAt))
  }

  /// A store whose finished job wants these delivered.
  private func store(_ deliveries: [OutgoingDelivery]) async throws -> SQLiteChatStore {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["a"])
    let job = try #require(try await store.claim(at: StoreFixture.time(0)))
    try await store.complete(job, effects: [], deliveries: deliveries, at: StoreFixture.time(9))
    return store
  }

  @Test func aDeliveryComesAsItWasStoredUntilItHasArrived() async throws {
    let store = try await store([delivery("m1")])
    #expect(try await store.dueDeliveries(at: StoreFixture.time(0)) == [delivery("m1")])
    #expect(try await store.dueDeliveries(at: StoreFixture.time(0)) == [delivery("m1")])
    try await store.delivered(delivery("m1"))
    #expect(try await store.dueDeliveries(at: StoreFixture.time(.max)).isEmpty)
    await store.close()
  }

  @Test func eachDestinationGivesTheOneThatIsDueFirst() async throws {
    let store = try await store([
      delivery("a2", "a", dueAt: 2), delivery("a1", "a", dueAt: 1), delivery("b5", "b", dueAt: 5),
      delivery("c1", "c", dueAt: 1), delivery("c0", "c"),
    ])
    #expect(try await store.dueDeliveries(at: StoreFixture.time(3)).map(\.id) == ["a1", "c0"])
    #expect(
      try await store.dueDeliveries(at: StoreFixture.time(5)).map(\.id) == ["a1", "b5", "c0"])
    await store.close()
  }

  @Test func aFailedOneWaitsAndADeadOneStays() async throws {
    let store = try await store([delivery("m1")])
    try await store.failed(delivery("m1"), reason: "away", retryAt: StoreFixture.time(50))
    #expect(try await store.dueDeliveries(at: StoreFixture.time(49)).isEmpty)
    let again = try #require(try await store.dueDeliveries(at: StoreFixture.time(50)).first)
    #expect(again.attempts == 1)
    try await store.failed(again, reason: "gone", retryAt: nil)
    #expect(try await store.dueDeliveries(at: StoreFixture.time(.max)).isEmpty)
    await store.close()

    let next = try await fixture.open()
    #expect(
      try await next.backlog(limit: 10) == [
        BacklogItem(
          kind: .delivery, id: "m1", plugin: "hook", chat: ChatID("chat"), status: .dead,
          attempts: 2, dueAt: StoreFixture.time(50), failure: "gone")
      ])
    #expect(try await next.retry("m1", at: StoreFixture.time(60)) == 1)
    #expect(try await next.dueDeliveries(at: StoreFixture.time(60)).map(\.attempts) == [0])
    await next.close()
  }

  @Test func theEndOfTheJobPutsADeliveryOnItsWayOnce() async throws {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["a", "b"])
    let first = try #require(try await store.claim(at: StoreFixture.time(0)))
    try await store.complete(
      first, effects: [], deliveries: [delivery("m1")], at: StoreFixture.time(9))
    await expect(.notFound) {
      try await store.complete(
        first, effects: [], deliveries: [delivery("m2")], at: StoreFixture.time(9))
    }
    #expect(try fixture.texts("SELECT id FROM deliveries") == ["m1"])
    await store.close()
  }

  @Test func deletingTheChatDeletesWhatWaits() async throws {
    let store = try await store([delivery("m1")])
    #expect(try await store.delete(ChatID("chat"), owner: .local))
    #expect(try await store.dueDeliveries(at: StoreFixture.time(.max)).isEmpty)
    await store.close()
  }
}
