import ParleyDomain
import ParleyPlugin
import ParleyStore
import Testing

struct UnkeptChatsTests {
  private let now = Timestamp(milliseconds: 0)

  private func message(_ id: String, _ role: Role, _ text: String) -> StoredMessage {
    StoredMessage(
      id: MessageID(id), chat: ChatID("c"), parent: nil, role: role, content: text,
      status: role == .user ? .complete : .pending, createdAt: now)
  }

  private var chat: Chat {
    Chat(
      id: ChatID("c"), owner: .local, persona: "clerk", title: "Books", fence: "f", createdAt: now,
      updatedAt: now)
  }

  @Test func aTurnCanBeGoneOnWith() async throws {
    let chats = UnkeptChats()
    let begun = BegunTurn(
      chat: chat, userMessage: message("1", .user, "Hi"), reply: message("2", .assistant, ""),
      generation: GenerationID("g"))
    #expect(try await chats.begin(begun) == .begun)
    var reply = begun.reply
    reply.content = "Hello."
    reply.status = .complete
    let job = Job(
      id: "j", owner: .local, chat: chat.id, reply: reply.id, plugin: "log", dueAt: now,
      payload: [:])
    try await chats.finish(
      FinishedTurn(
        owner: .local, reply: reply, generation: begun.generation, trace: [:], jobs: [job]))
    #expect(try await chats.chat(chat.id, owner: .local)?.leaf == reply.id)
    #expect(
      try await chats.messages(of: chat.id, owner: .local).map(\.content) == ["Hi", "Hello."])
    // No hook sees a turn that is not kept.
    #expect(try await chats.claim(at: now) == nil)
  }

  @Test func itBeginsWithWhatItIsGivenAndShowsItToTheOwner() async throws {
    let chats = UnkeptChats(chat, messages: [message("1", .user, "Hi")])
    #expect(try await chats.messages(of: chat.id, owner: .local).count == 1)
    #expect(try await chats.messages(of: chat.id, owner: OwnerID("other")) == [])
    #expect(try await chats.chat(chat.id, owner: OwnerID("other")) == nil)
  }
}
