import ParleyDomain
import ParleyPlugin
import ParleySQLite
import Testing

@testable import ParleyStore

@Suite struct WordIndexTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func aTransactionThatAddsAndDeletesLeavesTheIndexWhole() async throws {
    let store = try await fixture.open()
    for name in ["gone", "kept"] {
      _ = try await store.begin(StoreFixture.turn(name, in: StoreFixture.chat(name)))
    }
    let number = try await store.write(.durable) { connection in
      let chat = try ChatRow.number(of: ChatID("kept"), owner: .local, connection) ?? 0
      // What is due in this transaction is taken out again in it.
      try WordIndex.deleteTitle(ofChat: chat, connection)
      try connection.run("UPDATE chats SET title = 'Zither' WHERE number = ?", [.integer(chat)])
      try WordIndex.insertTitle(ofChat: chat, connection)
      try WordIndex.deleteTitle(ofChat: chat, connection)
      try connection.run("UPDATE chats SET title = 'Lute' WHERE number = ?", [.integer(chat)])
      try WordIndex.insertTitle(ofChat: chat, connection)
      return chat
    }
    #expect(number > 0)
    #expect(try await store.delete(ChatID("gone"), owner: .local))
    #expect(try await found("zither", store) == 0)
    #expect(try await found("lute", store) == 1)
    #expect(try await found("gone", store) == 0)
    #expect(try await found("kept", store) == 1)
    await store.close()
  }

  /// SQLite 3.40 refuses an index of more than 2,000 levels, and each erasure adds one or two.
  @Test func deletionsWithoutEndLeaveTheIndexUsable() async throws {
    let store = try await fixture.open()
    _ = try await store.begin(StoreFixture.turn("kept", in: StoreFixture.chat("kept")))
    for _ in 0..<11 {
      let levels = try await store.write(.durable) { connection in
        let chat = try ChatRow.number(of: ChatID("kept"), owner: .local, connection) ?? 0
        for _ in 0..<100 {
          try WordIndex.deleteTitle(ofChat: chat, connection)
          try WordIndex.insertTitle(ofChat: chat, connection)
          try WordIndex.writeDue(connection)
          try WordIndex.erase(connection)
        }
        return try WordIndex.levels(connection)
      }
      #expect(levels < 600)
    }
    #expect(try await found("kept", store) == 1)
    #expect(try await found("title", store) == 1)
    await store.close()
    let again = try await fixture.open()
    #expect(try await found("title", again) == 1)
    await again.close()
  }

  @Test func aWriteThatFailsIndexesNothing() async throws {
    struct Refusal: Error {}
    let store = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    await #expect(throws: Refusal.self) {
      try await store.write(.durable) { connection in
        try ChatRow.insertOrTouch(turn.chat, leaf: turn.reply.id, connection)
        throw Refusal()
      }
    }
    #expect(try await found("title", store) == 0)
    _ = try await store.begin(turn)
    #expect(try await found("title", store) == 1)
    await store.close()
  }

  private func found(_ word: String, _ store: SQLiteChatStore) async throws -> Int64? {
    try await store.read { connection in
      try connection.first("SELECT count(*) FROM words WHERE words MATCH ?", [.text(word)]) {
        $0.integer(0)
      }
    }
  }
}
