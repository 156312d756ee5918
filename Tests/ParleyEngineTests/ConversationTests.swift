import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

/// What a model is told of a conversation: the mistakes that chatbots are known for, one test each.
struct ConversationTests {
  private let model = FakeModel(saying: "Hi.")

  private func fixture(history: Int = 40) -> EngineFixture {
    EngineFixture(
      upstreams: [EngineFixture.upstream("main", model)],
      configure: { $0.budget.history = .percent(history) })
  }

  /// The messages of the last call, without the system's.
  private var told: [ModelMessage] {
    (model.requests.last?.messages ?? []).filter { $0.role != .system }
  }

  @Test func rolesAreNotSwapped() async throws {
    let fixture = fixture()
    let first = try await fixture.ask("one")
    _ = try await fixture.ask("two", chat: first.message.chat)
    #expect(told.map(\.role) == [.user, .assistant, .user])
    #expect(told.map(\.content) == ["one", "Hi.", "two"])
  }

  @Test func theNewQuestionStandsLast() async throws {
    let fixture = fixture()
    let first = try await fixture.ask("one")
    _ = try await fixture.ask("two", chat: first.message.chat)
    #expect(told.last?.content == "two")
  }

  @Test func oneChatKnowsNothingOfAnother() async throws {
    let fixture = fixture()
    _ = try await fixture.ask("my secret")
    _ = try await fixture.ask("hello")
    #expect(told.map(\.content) == ["hello"])
  }

  @Test func notOnlyTheLastMessageIsTold() async throws {
    let fixture = fixture()
    let chat = try await fixture.ask("one").message.chat
    for text in ["two", "three"] { _ = try await fixture.ask(text, chat: chat) }
    #expect(told.filter { $0.role == .user }.map(\.content) == ["one", "two", "three"])
  }

  @Test func theFirstTurnIsNotDropped() async throws {
    let fixture = fixture()
    let chat = try await fixture.ask("the very first").message.chat
    for number in 0..<20 { _ = try await fixture.ask("\(number)", chat: chat) }
    #expect(told.first?.content == "the very first")
  }

  @Test func anotherReplyKnowsTheSameConversation() async throws {
    let fixture = fixture()
    let chat = try await fixture.ask("one").message.chat
    let second = try await fixture.ask("two", chat: chat)
    let before = told
    let stored = try await fixture.store.messages(of: chat, owner: .local)
    let question = try #require(stored.first { $0.id == second.message.parent })
    let again = try await fixture.engine.answer(
      TurnRequest(
        owner: .local, chat: chat, persona: "clerk", text: question.content,
        branch: .answerAgain(question))
    ) { _ in }
    #expect(told == before)
    #expect(again.message.parent == question.id)
    #expect(try await fixture.store.messages(of: chat, owner: .local).count == 5)
    // The conversation goes on from the new reply.
    _ = try await fixture.ask("three", chat: chat)
    #expect(told.map(\.content) == ["one", "Hi.", "two", "Hi.", "three"])
  }

  @Test func anEditedMessageForgetsWhatFollowedIt() async throws {
    let fixture = fixture()
    let chat = try await fixture.ask("one").message.chat
    _ = try await fixture.ask("two", chat: chat)
    _ = try await fixture.ask("three", chat: chat)
    let question = try #require(
      try await fixture.store.messages(of: chat, owner: .local).first { $0.content == "two" })
    let reply = try await fixture.engine.answer(
      TurnRequest(
        owner: .local, chat: chat, persona: "clerk", text: "zwei", branch: .edit(question))
    ) { _ in }
    #expect(told.map(\.content) == ["one", "Hi.", "zwei"])
    let edited = try #require(reply.message.parent)
    let stored = try await fixture.store.messages(of: chat, owner: .local)
    #expect(stored.first { $0.id == edited }?.parent == question.parent)
    #expect(stored.contains { $0.content == "three" })
  }

  @Test func aChatBegunWithASummaryKnowsItAsData() async throws {
    let fixture = fixture()
    var chat = Chat(
      id: ChatID("c"), owner: .local, persona: "clerk", title: "t", fence: "abcdef012345",
      createdAt: fixture.clock.now, updatedAt: fixture.clock.now)
    chat.carried = "They like whales."
    fixture.store.add(chat)
    _ = try await fixture.ask("Go on", chat: chat.id)
    let system = model.requests.last?.messages.first { $0.role == .system }?.content ?? ""
    #expect(system.contains("They like whales."))
    #expect(told.map(\.content) == ["Go on"])
  }

  @Test func whatWasNotEvenReadMayBeStoodInFor() throws {
    let standIn = Part(
      .data, text: "Summary.", standsInFor: [MessageID("long ago")])
    let message = ChatMessage(
      id: MessageID("m"), role: .user, text: "recent", createdAt: Timestamp(milliseconds: 0))
    func compiled(isCut: Bool) throws -> Prompt {
      try PromptCompiler(
        persona: Persona(
          name: "clerk", label: "Clerk", language: "en", instructions: "Sell.", upstreams: ["main"],
          plugins: []),
        instructions: "Sell.",
        contributions: [Contribution(plugin: "sum", maxTokens: 100, parts: [standIn])],
        history: [message], isHistoryCut: isCut, message: "And?", fence: "abcdef012345"
      ).compile(contextTokens: 4000, tokens: WordCounter())
    }
    let (cut, whole) = (try compiled(isCut: true), try compiled(isCut: false))
    #expect(cut.messages[0].content.contains("Summary."))
    #expect(!whole.messages[0].content.contains("Summary."))
  }
}
