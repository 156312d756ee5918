import ParleyDomain
import ParleyPlugin
import ParleyStore
import Testing

@Suite struct ChatArchiveTests {
  private struct Names: IdentifierSource {
    func next() -> String { RandomIdentifiers().next() }
  }

  private func archived() -> ArchivedChat {
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    var reply = StoreFixture.finish(turn, "Answer.").reply
    reply.usage = Usage(inputTokens: 3, outputTokens: 4)
    var other = reply
    other.id = MessageID("other")
    other.content = "Other."
    var chat = turn.chat
    chat.leaf = other.id
    return ArchivedChat(
      chat: chat, messages: [turn.userMessage, reply, other],
      feedback: [
        Feedback(
          message: other.id, rating: .up, comment: "fine", createdAt: StoreFixture.time(5))
      ])
  }

  @Test func aChatComesBackAsItWent() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let chat = archived()
    #expect(try await store.insert(chat, names: Names()) == chat.chat.id)
    #expect(try await store.archived(chat.chat.id) == chat)
    #expect(
      try await store.chats(of: .local, search: "other", after: nil, limit: 9).chats.count == 1)
    await store.close()
  }

  @Test func namesThatAreTakenAreReplaced() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    var chat = archived()
    _ = try await store.insert(chat, names: Names())
    chat.chat.owner = OwnerID("other")
    let second = try await store.insert(chat, names: Names())
    #expect(second != chat.chat.id)
    let copy = try #require(try await store.archived(second))
    #expect(copy.messages.map(\.content) == chat.messages.map(\.content))
    #expect(Set(copy.messages.map(\.id)).isDisjoint(with: chat.messages.map(\.id)))
    #expect(copy.chat.leaf == copy.messages.last?.id)
    #expect(copy.messages.last?.parent == copy.messages.first?.id)
    #expect(copy.feedback.map(\.message) == [copy.messages[2].id])
    #expect(try await store.archived(chat.chat.id)?.chat.owner == .local)
    await store.close()
  }
}
