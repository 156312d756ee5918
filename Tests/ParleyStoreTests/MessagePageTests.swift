import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

/// A chat read page by page from its end.
@Suite struct MessagePageTests {
  private let fixture: StoreFixture
  private let chat = ChatID("chat")

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func theNewestComeFirstAndNoneTwiceOrNever() async throws {
    let store = try await fixture.open()
    var last: MessageID?
    for name in ["a", "b", "c"] {
      let turn = StoreFixture.turn(name, in: StoreFixture.chat(), after: last)
      try await StoreFixture.store(turn, in: store)
      last = turn.reply.id
    }
    var (pages, before): ([[String]], MessageID?) = ([], nil)
    while true {
      let page = try #require(
        try await store.messages(of: chat, before: before, limit: 4, owner: .local))
      pages.append(page.messages.map(\.id.rawValue))
      guard page.hasMore else { break }
      before = page.messages.first?.id
    }
    #expect(pages == [["b.user", "b.reply", "c.user", "c.reply"], ["a.user", "a.reply"]])
    #expect(try await store.messageCount(of: chat, owner: .local) == 6)
    let all = try await store.messages(of: chat, before: nil, limit: 6, owner: .local)
    #expect(all?.hasMore == false)
    #expect(all?.messages == (try await store.messages(of: chat, owner: .local)))
    await store.close()
  }

  @Test func nothingIsShownOfAnotherOwnerOrChat() async throws {
    let store = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    try await StoreFixture.store(turn, in: store)
    try await StoreFixture.store(
      StoreFixture.turn("b", in: StoreFixture.chat("other")), in: store)
    let stranger = OwnerID("stranger")
    #expect(try await store.messages(of: chat, before: nil, limit: 9, owner: stranger) == nil)
    #expect(try await store.messageCount(of: chat, owner: stranger) == 0)
    let foreign = MessageID("b.reply")
    #expect(try await store.messages(of: chat, before: foreign, limit: 9, owner: .local) == nil)
    #expect(
      try await store.messages(of: chat, before: turn.reply.id, limit: 9, owner: stranger) == nil)
    await store.close()
  }
}
