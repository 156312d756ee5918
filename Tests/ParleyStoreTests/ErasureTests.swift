import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct ErasureTests {
  private let fixture: StoreFixture
  private static let day: Int64 = 86_400_000

  init() throws {
    fixture = try StoreFixture()
  }

  /// A finished turn of an owner, whose job has written a log line.
  private func talk(
    _ name: String, owner: OwnerID = .local, at time: Int64 = 1000, in store: SQLiteChatStore
  ) async throws {
    let turn = StoreFixture.turn(
      name, in: StoreFixture.chat("\(name).chat", owner: owner, updatedAt: time))
    _ = try await store.begin(turn)
    try await store.finish(
      StoreFixture.finish(turn, jobs: [StoreFixture.job("\(name).job", of: turn)]))
    let job = try #require(try await store.claim(at: StoreFixture.time(time)))
    try await store.complete(
      job,
      effects: [
        .logLine(
          file: "logs/chat.jsonl",
          value: ["ts": .string(StoreFixture.time(time).description), "words": .string(name)]),
        .annotation(Annotation(Notice(code: "found", message: name), range: 0..<1)),
        .finding(kind: "found", value: .string(name)),
        .summary(text: name, covers: [MessageID("\(name).user")]),
        .memory(
          Memory(text: name, importance: 0.5, confidence: 1),
          evidence: [MessageID("\(name).user")]),
      ], at: StoreFixture.time(time))
  }

  @Test func everythingOfAnOwnerGoesLogLinesIncluded() async throws {
    let store = try await fixture.open()
    let guest = OwnerID("guest-a")
    try await talk("secret", owner: guest, in: store)
    try await talk("kept", in: store)
    try await store.save(
      Session(
        id: SessionID("s"), owner: guest, chat: ChatID("new"), persona: "bookseller",
        createdAt: StoreFixture.time(1), lastActiveAt: StoreFixture.time(1),
        expiresAt: StoreFixture.time(9)))
    #expect(try fixture.folder.text(of: "logs/chat.jsonl").contains("secret"))

    let counts = try await store.eraseEverything(of: guest, at: StoreFixture.time(5))
    #expect(counts == ErasedCounts(chats: 1, messages: 2, sessions: 1))
    let log = try fixture.folder.text(of: "logs/chat.jsonl")
    #expect(!log.contains("secret"))
    #expect(log.contains("kept"))
    #expect(try await store.chat(ChatID("kept.chat"), owner: .local) != nil)
    await store.close()
    for table in [
      "chats", "messages", "jobs", "effects", "generations", "sessions", "findings", "summaries",
      "memories",
    ] {
      let rows = try fixture.texts("SELECT count(*) FROM \(table)")
      let left = ["messages": "2", "sessions": "0"][table, default: "1"]
      #expect(rows == [left], "\(table)")
    }
    #expect(try fixture.texts("SELECT action FROM audit") == ["owner.erase"])
    #expect(try fixture.texts("SELECT chat FROM log_erasures").isEmpty)
  }

  @Test func deletingAChatTakesItsLogLinesAlsoThoseThatWait() async throws {
    let store = try await fixture.open()
    try await talk("one", in: store)
    try await talk("two", in: store)
    #expect(try await store.delete(ChatID("one.chat"), owner: .local))
    let log = try fixture.folder.text(of: "logs/chat.jsonl")
    #expect(!log.contains("one"))
    #expect(log.split(separator: "\n").count == 1)
    await store.close()
    #expect(try fixture.texts("SELECT action || subject FROM audit") == ["chat.deleteone.chat"])
  }

  @Test func whatIsKeptLongEnoughGoesByItsClass() async throws {
    let store = try await fixture.open()
    let day = ErasureTests.day
    try await talk("old", at: 1000, in: store)
    try await talk("young", at: 20 * day, in: store)
    try await talk("guest", owner: OwnerID("guest-a"), at: 15 * day, in: store)
    let now = StoreFixture.time(21 * day)
    let policy = RetentionPolicy(
      chats: .seconds(10 * 86400), guestChats: .seconds(3 * 86400), logs: .seconds(10 * 86400),
      traces: .seconds(30), jobs: .seconds(30))
    #expect(try await !store.sweep(policy, at: now))
    #expect(try await store.allChats(limit: 9).map(\.id.rawValue) == ["young.chat"])
    #expect(try await store.trace(of: MessageID("young.reply"), owner: .local) == nil)
    // What a job found out stays; what it worked on does not.
    await store.close()
    #expect(try fixture.texts("SELECT payload FROM jobs") == ["{}"])
    #expect(try fixture.texts("SELECT kind FROM effects") == ["annotation"])
    let log = try fixture.folder.text(of: "logs/chat.jsonl")
    #expect(log.contains("young") && !log.contains("old") && !log.contains("guest"))
  }

  @Test func aChatInUseIsKeptHoweverOld() async throws {
    let store = try await fixture.open()
    try await talk("old", at: 1000, in: store)
    let now = StoreFixture.time(20 * ErasureTests.day)
    try await store.save(
      Session(
        id: SessionID("s"), owner: .local, chat: ChatID("old.chat"), persona: "bookseller",
        createdAt: now, lastActiveAt: now, expiresAt: now.advanced(by: .seconds(9))))
    _ = try await store.sweep(RetentionPolicy(chats: .seconds(3600)), at: now)
    #expect(try await store.allChats(limit: 9).count == 1)
    _ = try await store.sweep(
      RetentionPolicy(chats: .seconds(3600)), at: now.advanced(by: .seconds(10)))
    #expect(try await store.allChats(limit: 9).isEmpty)
    await store.close()
  }

  @Test func findingsHaveARetentionOfTheirOwn() async throws {
    let store = try await fixture.open()
    try await talk("old", at: 1000, in: store)
    try await talk("young", at: 5 * ErasureTests.day, in: store)
    let policy = RetentionPolicy(findings: .seconds(3 * 86400))
    #expect(try await !store.sweep(policy, at: StoreFixture.time(6 * ErasureTests.day)))
    #expect(try await store.allChats(limit: 9).count == 2)
    await store.close()
    #expect(try fixture.texts("SELECT value FROM findings") == ["\"young\""])
  }
}
