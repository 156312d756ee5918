import FoundationEssentials
import ParleyDomain
import ParleyPlugin
import ParleySQLite
import Testing

@testable import ParleyStore

@Suite struct ChatPageTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func pagesGoOnWhereTheLastEnded() async throws {
    let store = try await fixture.open()
    // Several chats were used in the same millisecond.
    for number in 0..<10 {
      try await add("chat \(number)", "Hello", to: store, updatedAt: Int64(2000 + number / 4))
    }
    var pages: [[String]] = []
    var cursor: ChatCursor?
    repeat {
      let page = try await store.chats(of: .local, search: nil, after: cursor, limit: 4)
      pages.append(page.chats.map(\.id.rawValue))
      cursor = page.next
      // What is used meanwhile is not told twice.
      if pages.count == 1 {
        try await add("fresh", "Hello", to: store, updatedAt: 3000)
      }
    } while cursor != nil && pages.count < 9
    #expect(
      pages == [
        ["chat 9", "chat 8", "chat 7", "chat 6"], ["chat 5", "chat 4", "chat 3", "chat 2"],
        ["chat 1", "chat 0"],
      ])
    #expect(
      try await store.chats(of: .local, search: "hello", after: nil, limit: 11).next == nil)
    #expect(
      try await store.chats(of: .local, search: nil, after: nil, limit: .max).chats.count == 11)
    #expect(try await store.chats(of: .local, search: nil, after: nil, limit: .min).chats.isEmpty)
    await store.close()
  }

  @Test func aSearchFindsTitlesAndMessagesOfBothSides() async throws {
    let store = try await fixture.open()
    try await add("a", "Do you have candles?", reply: "Beeswax ones.", to: store, title: "Light")
    try await add("b", "Ein Buch über Bücher", to: store, updatedAt: 2000, title: "Candles")
    #expect(try await store.found("candles") == ["b", "a"])
    #expect(try await store.found("CAND") == ["b", "a"])
    #expect(try await store.found("light beeswax") == ["a"])
    #expect(try await store.found("light bücher").isEmpty)
    #expect(try await store.found("BÜCHER") == ["b"])
    #expect(try await store.found("andles").isEmpty)
    #expect(try await store.found(" \n ") == ["b", "a"])
    await store.close()
  }

  @Test(arguments: [
    "C++", "O'Reilly", "a-b", "user@x.com", "\"quoted\"", "title:x", "NEAR(a b)", "AND", "x OR y",
    "star*", "(paren", "100%", "under_score", "back\\slash", "{brace}", "^start", "a\"b",
  ])
  func everythingInASearchIsText(word: String) async throws {
    let store = try await fixture.open()
    try await add("with", "It says \(word) there", to: store)
    try await add("without", "Nothing: cups a1b reilly", to: store)
    #expect(try await store.found(word) == ["with"])
    await store.close()
  }

  @Test(arguments: [
    "*", "\"", "''", "-", "📚", "\u{0}", "((((", "; DROP TABLE chats", "\u{0}\"\u{0}", "nothing",
  ])
  func whatCannotBeFoundFindsNothing(search: String) async throws {
    let store = try await fixture.open()
    try await add("a", "Hello", to: store)
    #expect(try await store.found(search).count == (search == "\u{0}" ? 1 : 0))
    await store.close()
  }

  @Test func aHugeSearchIsBounded() async throws {
    let store = try await fixture.open()
    try await add("a", "word", to: store)
    #expect(
      try await store.found(String(repeating: "word ", count: 40_000)) == ["a"])
    #expect(try await store.found(String(repeating: "x", count: 200_000)).isEmpty)
    await store.close()
  }

  @Test func anotherOwnersWordsAreNotFound() async throws {
    let store = try await fixture.open()
    let other = OwnerID("other \"owner")
    try await add("mine", "secret candles", to: store)
    try await add("theirs", "secret plans", to: store, owner: other)
    #expect(try await store.found("secret") == ["mine"])
    #expect(try await store.found("secret", owner: other) == ["theirs"])
    #expect(try await store.found("plans").isEmpty)
    // The word that stands for the owner in the index finds nothing.
    #expect(try await store.found("6C6F63616C").isEmpty)
    await store.close()
  }

  @Test func aRenamedChatIsFoundByItsNewTitle() async throws {
    let store = try await fixture.open()
    try await add("a", "Hello", to: store, title: "Zinnias")
    #expect(try await !store.rename(ChatID("a"), to: "x", owner: OwnerID("other")))
    #expect(try await !store.rename(ChatID("b"), to: "x", owner: .local))
    for title in ["Tulips", "", "Roses"] {
      #expect(try await store.rename(ChatID("a"), to: title, owner: .local))
    }
    #expect(try await store.chat(ChatID("a"), owner: .local)?.title == "Roses")
    #expect(try await store.found("roses") == ["a"])
    #expect(try await store.found("zinnias").isEmpty)
    // The next turn brings the title it knew.
    try await add("a", "Again", to: store, title: "Zinnias")
    #expect(try await store.chat(ChatID("a"), owner: .local)?.title == "Roses")
    try await checkIndex(store)
    await store.close()
  }

  @Test func theIndexAgreesWithTheMessages() async throws {
    let store = try await fixture.open()
    for number in 0..<40 {
      try await add(
        "chat \(number % 7)", "word\(number) common", to: store, updatedAt: Int64(number),
        name: "\(number)")
    }
    #expect(try await store.delete(ChatID("chat 3"), owner: .local))
    try await checkIndex(store)
    #expect(try await store.found("common").count == 6)
    #expect(try await store.found("word10").isEmpty)
    #expect(try await store.found("word11") == ["chat 4"])
    await store.close()
  }

  /// Throws when the index is inconsistent in itself.
  private func checkIndex(_ store: SQLiteChatStore) async throws {
    try await store.write(.eventual) { connection in
      try connection.run("INSERT INTO words (words) VALUES ('integrity-check')")
    }
  }

  private func add(
    _ chat: String, _ question: String, reply: String = "Yes.", to store: SQLiteChatStore,
    owner: OwnerID = .local, updatedAt: Int64 = 1000, title: String = "A title",
    name: String = UUID().uuidString
  ) async throws {
    var chat = StoreFixture.chat(chat, owner: owner, updatedAt: updatedAt)
    chat.title = title
    var turn = StoreFixture.turn(name, in: chat)
    turn.userMessage.content = question
    try await StoreFixture.store(turn, reply: reply, in: store)
  }
}
