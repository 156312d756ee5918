import ParleyDomain
import ParleyPlugin
import ParleySQLite
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct StoreMigrationTests {
  @Test func aStoreOfTheFirstSchemaOpensWithAllThatItHolds() async throws {
    let fixture = try StoreFixture()
    do {
      let connection = try SQLiteConnection(
        path: fixture.folder.file("parley.sqlite"), mode: .readWriteCreate)
      try connection.execute(SchemaOne.tables)
      try connection.execute(SchemaOne.rows)
    }
    let store = try await fixture.open()
    let messages = try await store.messages(of: ChatID("chat"), owner: .local)
    #expect(messages.map(\.content) == ["Whales?", "Here."])
    let job = try #require(try await store.claim(at: StoreFixture.time(9)))
    #expect(job.id == "next" && job.hook == .job)
    #expect(
      try await store.endedSessions(at: StoreFixture.time(9), limit: 9).map(\.id.rawValue)
        == ["session"])
    try await store.complete(
      job, effects: [.annotation(Annotation(Notice(code: "c", message: "m")))],
      deliveries: [
        OutgoingDelivery(
          id: "m", chat: job.chat, plugin: "hook", address: JSONPointer("/url"), body: 1,
          dueAt: StoreFixture.time(0))
      ], at: StoreFixture.time(9))
    #expect(try await store.dueDeliveries(at: StoreFixture.time(9)).map(\.id) == ["m"])
    #expect(
      try await store.messages(of: job.chat, owner: .local).last?.notices.map(\.code) == ["c"])
    await store.close()
    #expect(try fixture.folder.text(of: "logs/chat.jsonl") == "{\"n\":1}\n")
    // The delivery of the first schema, which held a secret, is gone.
    #expect(
      try fixture.texts("SELECT kind FROM effects ORDER BY job, seq") == ["finding", "annotation"])
  }
}
