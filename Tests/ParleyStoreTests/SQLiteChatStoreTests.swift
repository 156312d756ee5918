import FoundationEssentials
import ParleyDomain
import ParleyPlugin
import ParleySQLite
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct SQLiteChatStoreTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func keepsEverythingAMessageHoldsAcrossARestart() async throws {
    let chat = StoreFixture.chat()
    var turn = StoreFixture.turn("a", in: chat)
    turn.userMessage.content = "NUL \u{0}, emoji 📚, e\u{301}, \r\n\u{1b}[31m"
    var finished = StoreFixture.finish(turn, String(repeating: "Long reply. ", count: 20_000))
    finished.reply = full(finished.reply)
    let first = try await fixture.open()
    _ = try await first.begin(turn)
    try await first.finish(finished)
    await first.close()

    let store = try await fixture.open()
    let messages = try await store.messages(of: chat.id, owner: .local)
    #expect(messages == [turn.userMessage, finished.reply])
    #expect(messages.first.map { Array($0.content.utf8) } == Array(turn.userMessage.content.utf8))
    #expect(
      try await store.chat(chat.id, owner: .local)
        == StoreFixture.chat(endingWith: MessageID("a.reply")))
    #expect(try fixture.texts("SELECT value FROM traces") == ["{\"milliseconds\":1.5}"])
    await store.close()
  }

  @Test func whatIsStoredAsJSONCanAlwaysBeRead() async throws {
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    var finished = StoreFixture.finish(turn)
    finished.reply.notices = [Notice(code: "x", message: "a\u{0}b \u{2028} \"")]
    let store = try await fixture.open()
    _ = try await store.begin(turn)
    try await store.finish(finished)
    let reply = try await store.messages(of: turn.chat.id, owner: .local).last
    #expect(reply?.notices.first?.message == "a\u{fffd}b \u{2028} \"")
    await store.close()
  }

  @Test func anotherOwnersChatDoesNotExist() async throws {
    let (mine, theirs) = (OwnerID("mine"), OwnerID("theirs"))
    let store = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat("one", owner: mine))
    _ = try await store.begin(turn)
    #expect(try await store.chat(turn.chat.id, owner: theirs) == nil)
    #expect(try await store.messages(of: turn.chat.id, owner: theirs).isEmpty)
    #expect(try await store.chats(of: theirs, search: nil, after: nil, limit: 10).chats.isEmpty)

    let intruder = StoreFixture.turn("b", in: StoreFixture.chat("one", owner: theirs))
    await expect(.notFound) { _ = try await store.begin(intruder) }
    var stolen = StoreFixture.finish(turn)
    stolen.owner = theirs
    await expect(.notFound) { [stolen] in try await store.finish(stolen) }
    #expect(
      try await store.messages(of: turn.chat.id, owner: mine) == [turn.userMessage, turn.reply])
    await store.close()
  }

  @Test func aRefusedTurnChangesNothing() async throws {
    let store = try await fixture.open()
    let chat = StoreFixture.chat()
    let first = StoreFixture.turn("a", in: chat)
    try await StoreFixture.store(first, in: store)
    let before = try await store.messages(of: chat.id, owner: .local)
    let later = StoreFixture.chat(updatedAt: 9000)
    await expect(.conflict) { _ = try await store.begin(StoreFixture.turn("a", in: later)) }
    let orphan = StoreFixture.turn("b", in: later, after: MessageID("nowhere"))
    await expect(.notFound) { _ = try await store.begin(orphan) }
    var elsewhere = StoreFixture.turn("c", in: later)
    elsewhere.reply.chat = ChatID("other")
    await expect(.notFound) { [elsewhere] in _ = try await store.begin(elsewhere) }
    #expect(
      try await store.chat(chat.id, owner: .local)
        == StoreFixture.chat(endingWith: MessageID("a.reply")))
    #expect(try await store.messages(of: chat.id, owner: .local) == before)
    await store.close()
  }

  @Test func aFinalReplyIsNeverReplaced() async throws {
    let store = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    _ = try await store.begin(turn)
    try await store.finish(StoreFixture.finish(turn, "The first."))
    await expect(.conflict) {
      let job = StoreFixture.job("late", of: turn)
      try await store.finish(StoreFixture.finish(turn, "The second.", jobs: [job]))
    }
    #expect(
      try await store.messages(of: turn.chat.id, owner: .local).map(\.content)
        == ["Question a?", "The first."])
    #expect(try await store.claim(at: StoreFixture.time(.max)) == nil)
    await store.close()
  }

  @Test func unfinishedRepliesAreInterruptedByTheNextStart() async throws {
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    let first = try await fixture.open()
    _ = try await first.begin(turn)
    await first.close()

    let store = try await fixture.open()
    let messages = try await store.messages(of: turn.chat.id, owner: .local)
    #expect(messages.map(\.status) == [.complete, .interrupted])
    #expect(messages.last?.finishReason == .interrupted)
    await expect(.conflict) { try await store.finish(StoreFixture.finish(turn)) }
    await store.close()
  }

  /// A copy of the files, taken while the store is open, is what a killed process leaves behind.
  @Test func whatWasAcknowledgedSurvivesACrash() async throws {
    let crashed = try StoreFixture()
    let store = try await fixture.open()
    for number in 0..<20 {
      let turn = StoreFixture.turn("\(number)", in: StoreFixture.chat())
      _ = try await store.begin(turn)
      if number < 19 { try await store.finish(StoreFixture.finish(turn)) }
    }
    for file in ["parley.sqlite", "parley.sqlite-wal"] {
      try FileManager.default.copyItem(
        atPath: fixture.folder.file(file), toPath: crashed.folder.file(file))
    }
    let reopened = try await crashed.open()
    let messages = try await reopened.messages(of: ChatID("chat"), owner: .local)
    #expect(messages.count == 40)
    #expect(messages.last?.status == .interrupted)
    #expect(messages.dropLast().allSatisfy { $0.status == .complete })
    #expect(try crashed.texts("PRAGMA integrity_check") == ["ok"])
    await reopened.close()
    await store.close()
  }

  @Test func manyTurnsAtOnceKeepTheirOrderInTheirChats() async throws {
    let store = try await fixture.open()
    try await withThrowingTaskGroup { group in
      for chat in 0..<10 {
        group.addTask {
          for number in 0..<5 {
            let turn = StoreFixture.turn("\(chat)-\(number)", in: StoreFixture.chat("\(chat)"))
            try await StoreFixture.store(turn, in: store)
          }
        }
      }
      try await group.waitForAll()
    }
    for chat in 0..<10 {
      let messages = try await store.messages(of: ChatID("\(chat)"), owner: .local)
      #expect(
        messages.map(\.id.rawValue)
          == (0..<5).flatMap { ["\(chat)-\($0).user", "\(chat)-\($0).reply"] })
    }
    await store.close()
  }

  @Test func turnsStayInOrderAndChatsComeByUse() async throws {
    let store = try await fixture.open()
    for (number, id) in ["one", "two", "one"].enumerated() {
      let chat = StoreFixture.chat(id, updatedAt: 2000 + Int64(number))
      let turn = StoreFixture.turn("\(number)", in: chat)
      _ = try await store.begin(turn)
      try await store.finish(StoreFixture.finish(turn))
    }
    #expect(
      try await store.messages(of: ChatID("one"), owner: .local).map(\.id.rawValue)
        == ["0.user", "0.reply", "2.user", "2.reply"])
    #expect(
      try await store.chats(of: .local, search: nil, after: nil, limit: 9).chats.map(\.id.rawValue)
        == ["one", "two"])
    #expect(
      try await store.chats(of: .local, search: nil, after: nil, limit: 1).chats.map(\.id.rawValue)
        == ["one"])
    #expect(try await store.chats(of: .local, search: nil, after: nil, limit: -1).chats.isEmpty)
    await store.close()
  }

  @Test func aTurnIsStoredAlthoughNobodyWaitsForIt() async throws {
    let store = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try await store.begin(turn)
      try await store.finish(StoreFixture.finish(turn))
    }
    try await task.value
    #expect(try await store.messages(of: turn.chat.id, owner: .local).count == 2)
    await store.close()
  }

  private func full(_ reply: StoredMessage) -> StoredMessage {
    var reply = reply
    let reference = RecordReference(collection: "books", id: "1/\"2\"")
    reply.upstream = "main"
    reply.model = "gpt"
    reply.usage = Usage(
      inputTokens: 12, outputTokens: 3, cachedTokens: 4, estimated: true,
      cost: Money(tenThousandths: -149_900, currency: "EUR"))
    reply.citations = [
      Citation(
        index: 1, source: Source(reference: reference, title: "Ü", url: "https://example.org"),
        ranges: [0..<3, 7..<7]),
      Citation(index: 2, source: Source(reference: reference, title: ""), ranges: []),
    ]
    reply.notices = [
      Notice(code: "a", message: "b", plugin: "c", audience: .operators),
      Notice(code: "d", message: "e"),
    ]
    reply.knowledge = ["books": "v1", "help": "v2"]
    return reply
  }
}

/// Expects a ``StoreError`` with this code.
func expect(
  _ code: StoreError.Code, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: @Sendable () async throws -> Void
) async {
  let error = await #expect(throws: StoreError.self, sourceLocation: sourceLocation) {
    try await body()
  }
  #expect(error?.code == code, sourceLocation: sourceLocation)
}
