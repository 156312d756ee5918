import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

struct EarlierMessagesTests {
  @Test func whatAClientSaysWentBeforeIsStoredFirst() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    var turn = StoreFixture.turn("a", in: StoreFixture.chat())
    turn.earlier = [Role.system, .user, .assistant].map { role in
      StoredMessage(
        id: MessageID("earlier.\(role)"), chat: turn.chat.id, parent: nil, role: role,
        content: "said by \(role)", status: .complete, createdAt: turn.chat.createdAt)
    }
    #expect(try await store.begin(turn) == .begun)
    let stored = try await store.messages(of: turn.chat.id, owner: .local)
    #expect(stored == turn.earlier + [turn.userMessage, turn.reply])
    let found = try await store.chats(of: .local, search: "assistant", after: nil, limit: 5)
    #expect(found.chats.map(\.id) == [turn.chat.id])
    await store.close()
  }
}
