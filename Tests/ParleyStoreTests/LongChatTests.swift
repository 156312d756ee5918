import ParleyDomain
import ParleyPlugin
import ParleySQLite
import ParleyStore
import ParleyTestKit
import Testing

/// What a turn asks of the store does not grow with its chat, counted in steps of SQLite's machine.
@Suite struct LongChatTests {
  private let fixture: StoreFixture
  private let now = StoreFixture.time(10_000)

  init() throws {
    fixture = try StoreFixture()
  }

  /// What stays small whatever there is in the store: values, the way to a message, what is due, and
  /// log lines on their way to a file (also as subqueries).
  private static let small = [
    "CONSTANT", "json_each", "path", "due_words", "outgoing_log_lines", "(subquery-1)",
    "(subquery-3)",
  ]

  @Test func noStatementOfATurnGoesThroughATable() async throws {
    let store = try await fixture.open()
    try await fill("chat", turns: 40, store)
    _ = try await store.takeWork()
    try await turn("new", in: "chat", after: "chat-39", store)
    let work = try await store.takeWork()
    #expect(work.count > 20)
    for statement in work {
      for line in statement.plan where line.hasPrefix("SCAN ") {
        let table = line.split(separator: " ")[1]
        #expect(
          LongChatTests.small.contains(String(table)), "“\(line)” in \(statement.sql)")
      }
    }
    await store.close()
  }

  @Test func theWordIndexReadsOnlyTheMessagesThatAreDue() async throws {
    let store = try await fixture.open()
    try await fill("chat", turns: 3, store)
    let writing = try await store.takeWork().filter { $0.sql.hasPrefix("INSERT INTO words") }
    let plan = try #require(writing.first?.plan)
    #expect(plan.contains("SCAN due_words"))
    #expect(plan.contains("SEARCH messages USING INTEGER PRIMARY KEY (rowid=?)"))
    #expect(!plan.contains { $0.hasPrefix("SCAN messages") || $0.hasPrefix("SCAN chats") })
    await store.close()
  }

  @Test func aTurnOfALongChatCostsNoMoreThanOneOfAShortOne() async throws {
    let store = try await fixture.open()
    try await fill("short", turns: 20, store)
    try await fill("long", turns: 200, store)
    var costs: [String: [String: Int]] = [:]
    for (chat, last) in [("short", 19), ("long", 199)] {
      _ = try await store.takeWork()
      try await turn("\(chat)-new", in: chat, after: "\(chat)-\(last)", store)
      costs[chat] = Dictionary(
        try await store.takeWork().map { ($0.sql, $0.steps) }, uniquingKeysWith: +)
    }
    let (short, long) = (costs["short"] ?? [:], costs["long"] ?? [:])
    #expect(long.count > 20)
    for (sql, steps) in long {
      #expect(steps <= (short[sql] ?? 0) * 5 / 4 + 50, "\(sql)")
    }
    await store.close()
  }

  // MARK: A chat, and what a turn asks

  /// Stores turns with a summary of every fourth one and its neighbours.
  private func fill(_ chat: String, turns: Int, _ store: SQLiteChatStore) async throws {
    for number in 0..<turns {
      let name = "\(chat)-\(number)"
      let turn = StoreFixture.turn(
        name, in: StoreFixture.chat(chat),
        after: number > 0 ? MessageID("\(chat)-\(number - 1).reply") : nil)
      _ = try await store.begin(turn)
      try await store.finish(
        StoreFixture.finish(
          turn, String(repeating: "Answer. ", count: 20),
          jobs: [StoreFixture.job("job-\(name)", of: turn)]))
      let job = try #require(try await store.claim(at: now))
      let covered = (max(0, number - 4)..<number).flatMap {
        [MessageID("\(chat)-\($0).user"), MessageID("\(chat)-\($0).reply")]
      }
      try await store.complete(
        job, effects: number % 4 == 3 ? [.summary(text: "So far.", covers: covered)] : [], at: now)
    }
  }

  /// All that the engine asks of the store for a turn with its jobs, and the page before it.
  private func turn(
    _ name: String, in chat: String, after last: String, _ store: SQLiteChatStore
  ) async throws {
    let (id, reply) = (ChatID(chat), MessageID("\(last).reply"))
    let session = Session(
      id: SessionID("session-\(name)"), owner: .local, chat: id, persona: "bookseller",
      createdAt: now, lastActiveAt: now, expiresAt: StoreFixture.time(99_999))
    try await store.save(session)
    _ = try await store.session(session.id, owner: .local, at: now)
    _ = try await store.messageCount(of: id, owner: .local)
    let page = try await store.messages(of: id, before: nil, limit: 20, owner: .local)
    _ = try await store.feedback(
      on: Set((page?.messages ?? []).map(\.id)), in: id, owner: .local)
    _ = try await store.chats(of: .local, search: nil, after: nil, limit: 50)
    _ = try await store.chat(id, owner: .local)
    _ = try await store.history(of: id, upTo: nil, bytes: 2000, owner: .local)
    _ = try await store.memories(of: .local, at: now)
    let begun = StoreFixture.turn(name, in: StoreFixture.chat(chat), after: reply)
    _ = try await store.begin(begun)
    try await store.checkpoint([
      PartialText(owner: .local, reply: begun.reply.id, text: "Ans")
    ])
    _ = try await store.promptDigests(of: reply, owner: .local)
    try await store.finish(
      StoreFixture.finish(begun, jobs: [StoreFixture.job("job-\(name)", of: begun)]))
    let job = try #require(try await store.claim(at: now))
    _ = try await store.history(of: id, upTo: begun.reply.id, bytes: 2000, owner: .local)
    let summaries = try await store.summaries(
      of: id, by: "log", upTo: reply, bytes: 24, owner: .local)
    #expect(summaries.count > 1)
    _ = try await store.roles(of: [begun.userMessage.id, reply], in: id, owner: .local)
    _ = try await store.observations(of: .local, limit: 500)
    try await store.complete(
      job,
      effects: [
        .summary(text: "New.", covers: [reply, begun.userMessage.id]),
        .observation(Observation(message: begun.userMessage.id, importance: 3)),
        .annotation(Annotation(Notice(code: "c", message: "m"))),
        .logLine(file: "logs/chat.jsonl", value: ["n": 1]),
      ], at: now)
  }
}
