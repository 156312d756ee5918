import ParleyDomain
import ParleyPlugin
import ParleyStore
import Testing

@Suite struct MessageVersionsTests {
  private let fixture: StoreFixture
  private let chat = StoreFixture.chat()

  init() throws {
    fixture = try StoreFixture()
  }

  /// `a`, then `b`; `b` answered again; `a` said differently.
  private func branched() async throws -> SQLiteChatStore {
    let store = try await fixture.open()
    let first = StoreFixture.turn("a", in: chat)
    try await StoreFixture.store(first, reply: "A.", in: store)
    let second = StoreFixture.turn("b", in: chat, after: first.reply.id)
    try await StoreFixture.store(second, reply: "B.", in: store)
    var again = StoreFixture.turn("again", in: chat)
    again.userMessage = second.userMessage
    again.reply.parent = second.userMessage.id
    again.isAnsweredAgain = true
    try await StoreFixture.store(again, reply: "B again.", in: store)
    return store
  }

  private func conversation(
    _ store: SQLiteChatStore, upTo leaf: String? = nil, bytes: Int = 1000
  ) async throws -> [String] {
    try await store.history(
      of: chat.id, upTo: leaf.map { MessageID($0) }, bytes: bytes, owner: .local
    ).messages.map(\.content)
  }

  @Test func anotherReplyStandsBesideTheFirst() async throws {
    let store = try await branched()
    #expect(try await store.messages(of: chat.id, owner: .local).count == 5)
    #expect(
      try await conversation(store) == ["Question a?", "A.", "Question b?", "B again."])
    #expect(
      try await conversation(store, upTo: "b.reply") == ["Question a?", "A.", "Question b?", "B."])
    await store.close()
  }

  @Test func theOwnerTurnsToAnotherVersionWithWhatFollowedIt() async throws {
    let store = try await branched()
    let edited = StoreFixture.turn("edit", in: chat)
    try await StoreFixture.store(edited, reply: "Other.", in: store)
    #expect(try await conversation(store) == ["Question edit?", "Other."])
    #expect(try await store.choose(MessageID("a.user"), in: chat.id, owner: .local))
    // The newest of its versions: the reply that was made last.
    #expect(try await conversation(store).last == "B again.")
    #expect(try await store.choose(MessageID("b.reply"), in: chat.id, owner: .local))
    #expect(try await conversation(store).last == "B.")
    #expect(try await !store.choose(MessageID("none"), in: chat.id, owner: .local))
    #expect(try await !store.choose(MessageID("a.user"), in: chat.id, owner: OwnerID("other")))
    await store.close()
  }

  @Test func aLongChatIsReadFromItsEnd() async throws {
    let store = try await branched()
    let history = try await store.history(of: chat.id, upTo: nil, bytes: 20, owner: .local)
    #expect(history.messages.map(\.content) == ["Question b?", "B again."])
    #expect(history.isCut)
    // At least the last one.
    #expect(try await conversation(store, bytes: 0) == ["B again."])
    #expect(
      try await store.history(of: chat.id, upTo: nil, bytes: 99, owner: OwnerID("other"))
        == ChatHistory())
    await store.close()
  }

  @Test func theClientsInstructionsAreReadHoweverLongTheChat() async throws {
    let store = try await fixture.open()
    var first = StoreFixture.turn("a", in: chat)
    let rule = StoredMessage(
      id: MessageID("rule"), chat: chat.id, parent: nil, role: .system, content: "Be brief.",
      status: .complete, createdAt: chat.createdAt)
    first.earlier = [rule]
    first.userMessage.parent = rule.id
    try await StoreFixture.store(first, in: store)
    let history = try await store.history(of: chat.id, upTo: nil, bytes: 1, owner: .local)
    #expect(history.messages.map(\.content) == ["Answer."])
    #expect(history.earlierInstructions.map(\.content) == ["Be brief."])
    await store.close()
  }

  @Test func messagesAreKnownInTheirOwnChatOnly() async throws {
    let store = try await branched()
    let names: Set = [MessageID("a.user"), MessageID("none")]
    #expect(
      try await store.roles(of: names, in: chat.id, owner: .local) == [MessageID("a.user"): .user])
    #expect(try await store.roles(of: names, in: chat.id, owner: OwnerID("other")).isEmpty)
    #expect(try await store.message(MessageID("a.user"), owner: .local)?.content == "Question a?")
    #expect(try await store.message(MessageID("a.user"), owner: OwnerID("other")) == nil)
    await store.close()
  }

  @Test func anOpinionIsReplacedAndTakenBack() async throws {
    let store = try await branched()
    let reply = MessageID("b.reply")
    for rating in [Feedback.Rating.up, .down, .down] {
      let feedback = Feedback(
        message: reply, rating: rating, comment: "why", createdAt: StoreFixture.time(7))
      #expect(try await store.rate(feedback, owner: .local))
    }
    #expect(try await store.feedback(in: chat.id, owner: .local).map(\.rating) == [.down])
    let rated = try await store.ratedReplies()
    #expect(rated.map(\.question) == ["Question b?"])
    #expect(try await store.unrate(reply, owner: .local))
    #expect(try await store.feedback(in: chat.id, owner: .local).isEmpty)
    let foreign = Feedback(
      message: reply, rating: .up, comment: nil, createdAt: StoreFixture.time(7))
    #expect(try await !store.rate(foreign, owner: OwnerID("other")))
    let question = Feedback(
      message: MessageID("a.user"), rating: .up, comment: nil, createdAt: StoreFixture.time(7))
    #expect(try await !store.rate(question, owner: .local))
    await store.close()
  }
}
