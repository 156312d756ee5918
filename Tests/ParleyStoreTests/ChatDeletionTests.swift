import FoundationEssentials
import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct ChatDeletionTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func allThatWasMadeFromAChatGoesWithIt() async throws {
    let store = try await fixture.open()
    try await storeEverything("a", in: "gone", store)
    try await storeEverything("b", in: "kept", store)
    #expect(try await !store.delete(ChatID("gone"), owner: OwnerID("other")))
    #expect(try await !store.delete(ChatID("nowhere"), owner: .local))
    #expect(try await store.delete(ChatID("gone"), owner: .local))
    #expect(try await !store.delete(ChatID("gone"), owner: .local))

    #expect(try await store.chat(ChatID("gone"), owner: .local) == nil)
    #expect(try await store.messages(of: ChatID("gone"), owner: .local).isEmpty)
    for (table, rows) in [
      ("chats", 1), ("messages", 4), ("generations", 2), ("traces", 1), ("jobs", 1),
      ("findings", 1), ("idempotency_keys", 1), ("sessions", 1),
    ] {
      #expect(try fixture.texts("SELECT count(*) FROM \(table)") == ["\(rows)"], "\(table)")
    }
    await store.close()
  }

  @Test func noWordOfItStaysInTheFiles() async throws {
    let store = try await fixture.open()
    var turn = StoreFixture.turn("a", in: StoreFixture.chat("gone"))
    turn.userMessage.content = "xylophone " + String(repeating: "filler ", count: 3000)
    try await StoreFixture.store(turn, reply: "Kazoo quartet.", in: store)
    try await storeEverything("b", in: "kept", store)
    #expect(try mentions("xylophone") && mentions("quartet"))
    #expect(try await store.delete(ChatID("gone"), owner: .local))
    // Not in the log either, while the store goes on.
    #expect(try !mentions("xylophone") && !mentions("quartet") && !mentions("kazoo"))
    #expect(try await store.messages(of: ChatID("kept"), owner: .local).count == 4)
    await store.close()
  }

  @Test func whatIsStillBeingMadeCannotBringItBack() async throws {
    let store = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    _ = try await store.begin(turn)
    #expect(try await store.delete(turn.chat.id, owner: .local))
    try await store.checkpoint([PartialText(owner: .local, reply: turn.reply.id, text: "late")])
    await expect(.notFound) { try await store.finish(StoreFixture.finish(turn)) }
    #expect(try fixture.texts("SELECT id FROM messages").isEmpty)
    await store.close()
  }

  /// A finished turn with a trace, a job with an effect, a key and a session, and a second turn that
  /// is being made.
  private func storeEverything(
    _ name: String, in chat: String, _ store: SQLiteChatStore
  ) async throws {
    let chat = StoreFixture.chat(chat)
    var turn = StoreFixture.turn(name, in: chat)
    turn.idempotency = IdempotencyKey(key: name, bodyHash: "")
    turn.session = Session(
      id: SessionID(name), owner: .local, chat: chat.id, persona: "p",
      createdAt: StoreFixture.time(0), lastActiveAt: StoreFixture.time(0),
      expiresAt: StoreFixture.time(9000))
    _ = try await store.begin(turn)
    try await store.finish(
      StoreFixture.finish(turn, jobs: [StoreFixture.job("job \(name)", of: turn)]))
    let job = try #require(try await store.claim(at: StoreFixture.time(0)))
    try await store.complete(
      job, effects: [.finding(kind: "f", value: 1)], at: StoreFixture.time(1))
    _ = try await store.begin(
      StoreFixture.turn("\(name) next", in: chat, after: turn.reply.id))
  }

  /// Whether the word stands anywhere in the database or its log.
  private func mentions(_ word: String) throws -> Bool {
    try ["parley.sqlite", "parley.sqlite-wal"].contains { file in
      let bytes = try Data(contentsOf: URL(filePath: fixture.folder.file(file)))
      return [UInt8](bytes).split(separator: word.utf8.first ?? 0, omittingEmptySubsequences: false)
        .dropFirst().contains { $0.starts(with: word.utf8.dropFirst()) }
    }
  }
}
