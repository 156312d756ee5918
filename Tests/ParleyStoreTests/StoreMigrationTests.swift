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

  @Test func aStoreOfTheThirdSchemaBecomesOneConversationByOrder() async throws {
    let fixture = try StoreFixture()
    do {
      let connection = try SQLiteConnection(
        path: fixture.folder.file("parley.sqlite"), mode: .readWriteCreate)
      for step in [
        SchemaOne.tables, SchemaOne.rows, SchemaTwo.changes, SchemaTwo.rows, SchemaThree.changes,
        SchemaThree.rows,
      ] {
        try connection.execute(step)
      }
    }
    let store = try await fixture.open()
    let chat = try #require(try await store.chat(ChatID("chat"), owner: .local))
    #expect(chat.leaf == MessageID("last"))
    let history = try await store.history(of: chat.id, upTo: nil, bytes: 1000, owner: .local)
    #expect(history.messages.map(\.content) == ["Whales?", "Here.", "And krill?", "Small."])
    #expect(!history.isCut)
    #expect(try await store.spent(on: "main", during: "2026-11") == Nanos(count: 12000))
    await store.close()
    try await fixture.open().close()
  }

  @Test func summariesOfTheSixthSchemaLearnWhereTheyLie() async throws {
    let fixture = try StoreFixture()
    do {
      let store = try await fixture.open()
      try await fixture.storeTurn(store, jobs: ["a"])
      let job = try #require(try await store.claim(at: StoreFixture.time(9)))
      let covers = [MessageID("a.reply"), MessageID("a.user")]
      try await store.complete(
        job, effects: [.summary(text: "s", covers: covers)], at: StoreFixture.time(9))
      await store.close()
    }
    do {
      let connection = try SQLiteConnection(
        path: fixture.folder.file("parley.sqlite"), mode: .readWrite)
      try connection.execute(
        """
        DROP INDEX summaries_by_end;
        ALTER TABLE summaries DROP COLUMN first;
        ALTER TABLE summaries DROP COLUMN last;
        PRAGMA user_version = 6;
        """)
    }
    let store = try await fixture.open()
    let found = try await store.summaries(
      of: ChatID("chat"), by: "log", upTo: MessageID("a.reply"), bytes: 100, owner: .local)
    #expect(found.map(\.first) == [MessageID("a.user")])
    #expect(found.map(\.last) == [MessageID("a.reply")])
    await store.close()
  }

  @Test func aStoreOfANewerSchemaIsRefusedAndStaysAsItIs() async throws {
    let fixture = try StoreFixture()
    try await fixture.open().close()
    try SQLiteConnection(path: fixture.folder.file("parley.sqlite"), mode: .readWrite)
      .execute("PRAGMA user_version = 99;")
    await expect(.unreadable) { try await fixture.open().close() }
    #expect(try fixture.texts("PRAGMA user_version") == ["99"])
  }
}
