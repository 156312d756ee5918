import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

/// What is remembered of chats and their owners, through the jobs that want it.
@Suite struct RecollectionTests {
  private let fixture: StoreFixture
  private let now = StoreFixture.time(10_000)

  init() throws {
    fixture = try StoreFixture()
  }

  /// Stores a turn with these effects of its job.
  private func turn(
    _ name: String, in chat: String = "chat", owner: OwnerID = .local, after parent: String? = nil,
    _ store: SQLiteChatStore, at time: Timestamp? = nil, _ effects: [Effect]
  ) async throws {
    let turn = StoreFixture.turn(
      name, in: StoreFixture.chat(chat, owner: owner),
      after: parent.map { MessageID("\($0).reply") })
    _ = try await store.begin(turn)
    try await store.finish(
      StoreFixture.finish(turn, jobs: [StoreFixture.job("job-\(name)", of: turn)]))
    let job = try #require(try await store.claim(at: now))
    try await store.complete(job, effects: effects, at: time ?? now)
  }

  private func said(_ name: String) -> MessageID { MessageID("\(name).user") }

  private func memory(
    _ text: String, _ importance: Double = 0.5, expiresAt: Int64? = nil,
    supersedes: [MemoryID] = []
  ) -> Memory {
    Memory(
      text: text, importance: importance, confidence: 0.8,
      expiresAt: expiresAt.map(StoreFixture.time), supersedes: supersedes)
  }

  private func texts(_ store: SQLiteChatStore, of owner: OwnerID = .local) async throws -> [String]
  {
    try await store.memories(of: owner, at: now).map(\.text)
  }

  // MARK: Summaries

  @Test func summariesAreAddedAndTheLatestTellsTheChat() async throws {
    let store = try await fixture.open()
    try await turn("a", store, [.summary(text: "First.", covers: [said("a")])])
    try await turn("b", after: "a", store, [.summary(text: "Second.", covers: [said("b")])])
    let chat = ChatID("chat")
    func found(by plugin: String, _ owner: OwnerID = .local) async throws -> [StoredSummary] {
      try await store.summaries(
        of: chat, by: plugin, upTo: MessageID("b.reply"), bytes: 100, owner: owner)
    }
    #expect(
      try await found(by: "log")
        == [
          StoredSummary(
            version: 1, text: "First.", first: said("a"), last: said("a"), createdAt: now),
          StoredSummary(
            version: 2, text: "Second.", first: said("b"), last: said("b"), createdAt: now),
        ])
    #expect(try await found(by: "other").isEmpty)
    #expect(try await found(by: "log", OwnerID("other")).isEmpty)
    #expect(try await store.latestSummary(of: chat, owner: .local) == "First.\nSecond.")
    // One that takes up both goes before them; they stay.
    try await turn(
      "c", after: "b", store, [.summary(text: "Both.", covers: [said("a"), said("b")])])
    #expect(try await store.latestSummary(of: chat, owner: .local) == "Both.")
    #expect(try fixture.texts("SELECT text FROM summaries").count == 3)
    #expect(try await store.latestSummary(of: chat, owner: OwnerID("other")) == nil)
    #expect(try await store.latestSummary(of: ChatID("none"), owner: .local) == nil)
    await store.close()
  }

  // MARK: Memories

  @Test func duplicatesMergeWhateverTheirPunctuation() async throws {
    let store = try await fixture.open()
    try await turn(
      "a", store, [.memory(memory("Likes Le Guin.", 0.3, expiresAt: 20_000), evidence: [said("a")])]
    )
    try await turn(
      "b", in: "other", store, at: StoreFixture.time(11_000),
      [.memory(memory("likes  le guin", 0.9, expiresAt: 30_000), evidence: [said("b")])])
    let merged = try #require(try await store.memories(of: .local, at: now).first)
    #expect(try await texts(store) == ["Likes Le Guin."])
    #expect(merged.importance == 0.9)
    #expect(merged.evidence == [said("a"), said("b")])
    #expect(merged.expiresAt == StoreFixture.time(30_000))
    #expect(merged.createdAt == now && merged.updatedAt == StoreFixture.time(11_000))
    await store.close()
  }

  @Test func contradictionsSupersedeAndComeBackOnlyWithTheirOwnEvidence() async throws {
    let store = try await fixture.open()
    try await turn(
      "a", in: "one", store, [.memory(memory("Buys hardcovers"), evidence: [said("a")])])
    let old = try #require(try await store.memories(of: .local, at: now).first)
    try await turn(
      "b", in: "two", store,
      [.memory(memory("Buys paperbacks", supersedes: [old.id]), evidence: [said("b")])])
    #expect(try await texts(store) == ["Buys paperbacks"])
    // What was drawn from the deleted chat is gone, and with it the contradiction.
    #expect(try await store.delete(ChatID("two"), owner: .local))
    #expect(try await texts(store) == ["Buys hardcovers"])
    await store.close()
  }

  @Test func forgettingTakesWhatItSupersededAlong() async throws {
    let store = try await fixture.open()
    try await turn("a", store, [.memory(memory("Buys hardcovers"), evidence: [said("a")])])
    let old = try #require(try await store.memories(of: .local, at: now).first)
    try await turn(
      "b", after: "a", store,
      [.memory(memory("Buys paperbacks", supersedes: [old.id]), evidence: [said("b")])])
    let new = try #require(try await store.memories(of: .local, at: now).first)
    #expect(try await !store.forget(new.id, owner: OwnerID("other")))
    #expect(try await store.forget(new.id, owner: .local))
    #expect(try await !store.forget(new.id, owner: .local))
    #expect(try fixture.texts("SELECT text FROM memories").isEmpty)
    await store.close()
  }

  @Test func aMemoryGoesWithTheLastMessageItWasDrawnFrom() async throws {
    let store = try await fixture.open()
    try await turn(
      "a", in: "one", store, [.observation(Observation(message: said("a"), importance: 5))])
    try await turn(
      "b", in: "two", store,
      [
        .memory(memory("From both"), evidence: [said("a"), said("b")]),
        .memory(memory("From b alone"), evidence: [said("b")]),
      ])
    #expect(try await store.delete(ChatID("two"), owner: .local))
    #expect(try await texts(store) == ["From both"])
    #expect(try await store.delete(ChatID("one"), owner: .local))
    #expect(try await texts(store) == [])
    for table in ["memories", "memory_evidence", "observations", "findings"] {
      #expect(try fixture.texts("SELECT count(*) FROM \(table)") == ["0"], "\(table)")
    }
    await store.close()
  }

  @Test func aSummaryGoesWithAnyMessageItCovers() async throws {
    let store = try await fixture.open()
    try await turn(
      "a", store, [.summary(text: "Both.", covers: [said("a"), MessageID("a.reply")])])
    #expect(try await store.delete(ChatID("chat"), owner: .local))
    #expect(try fixture.texts("SELECT count(*) FROM summary_messages") == ["0"])
    #expect(try fixture.texts("SELECT count(*) FROM summaries") == ["0"])
    await store.close()
  }

  @Test func nothingRestsOnRepliesOrOnOthersMessages() async throws {
    let store = try await fixture.open()
    let other = OwnerID("other")
    try await turn("theirs", in: "theirs", owner: other, store, [])
    try await turn(
      "a", store,
      [
        .memory(memory("From a reply"), evidence: [MessageID("a.reply")]),
        .memory(memory("From another's"), evidence: [said("theirs")]),
        .memory(memory("From nothing"), evidence: []),
        .observation(Observation(message: said("theirs"), importance: 5)),
        .observation(Observation(message: MessageID("a.reply"), importance: 5)),
      ])
    for owner in [OwnerID.local, other] {
      #expect(try await texts(store, of: owner) == [])
      #expect(try await store.observations(of: owner, limit: 10).isEmpty)
    }
    await store.close()
  }

  @Test func anothersMemoryIsNeitherSupersededNorCorrected() async throws {
    let store = try await fixture.open()
    let other = OwnerID("other")
    try await turn(
      "a", in: "theirs", owner: other, store,
      [.memory(memory("Theirs"), evidence: [said("a")])])
    let theirs = try #require(try await store.memories(of: other, at: now).first)
    try await turn(
      "b", store, [.memory(memory("Mine", supersedes: [theirs.id]), evidence: [said("b")])])
    #expect(try await store.correct(theirs.id, to: "Mine", owner: .local, at: now) == nil)
    #expect(try await texts(store, of: other) == ["Theirs"])
    await store.close()
  }

  @Test func whatAnOwnerCorrectedKeepsTheirWords() async throws {
    let store = try await fixture.open()
    try await turn("a", store, [.memory(memory("Has a dog"), evidence: [said("a")])])
    let wrong = try #require(try await store.memories(of: .local, at: now).first)
    let right = try await store.correct(
      wrong.id, to: "Has a cat", owner: .local, at: StoreFixture.time(12_000))
    #expect(right?.text == "Has a cat" && right?.isCorrected == true && right?.confidence == 1)
    #expect(right?.evidence == [said("a")])
    try await turn(
      "b", after: "a", store, [.memory(memory("has a cat!"), evidence: [said("b")])])
    #expect(try await texts(store) == ["Has a cat"])
    await store.close()
  }

  @Test func whatHasExpiredIsNotToldAndThenGone() async throws {
    let store = try await fixture.open()
    try await turn(
      "a", store, [.memory(memory("Short", expiresAt: 10_001), evidence: [said("a")])])
    let short = try #require(try await store.memories(of: .local, at: now).first)
    try await turn(
      "b", after: "a", store,
      [
        .memory(memory("Long", expiresAt: 90_000), evidence: [said("b")]),
        .memory(memory("For good"), evidence: [said("b")]),
      ])
    let later = StoreFixture.time(10_001)
    #expect(try await store.memories(of: .local, at: later).map(\.text) == ["For good", "Long"])
    #expect(try await store.correct(short.id, to: "Longer", owner: .local, at: later) == nil)
    #expect(try await store.forgetExpired(at: later) == 1)
    #expect(try await store.forgetExpired(at: later) == 0)
    #expect(try fixture.texts("SELECT text FROM memories ORDER BY number") == ["Long", "For good"])
    await store.close()
  }

  @Test func observationsWaitUntilTheyHaveBeenReflectedUpon() async throws {
    let store = try await fixture.open()
    try await turn("a", store, [.observation(Observation(message: said("a"), importance: 99))])
    try await turn(
      "b", in: "other", store, [.observation(Observation(message: said("b"), importance: 3))])
    #expect(
      try await store.observations(of: .local, limit: 10) == [
        Observation(message: said("a"), text: "Question a?", importance: 10),
        Observation(message: said("b"), text: "Question b?", importance: 3),
      ])
    // Observed again in a job that was run again, it counts once.
    try await turn(
      "c", after: "a", store,
      [
        .observation(Observation(message: said("a"), importance: 1)),
        .reflection(over: [said("b")]),
      ])
    #expect(try await store.observations(of: .local, limit: 10).map(\.message) == [said("a")])
    await store.close()
  }

  // MARK: Findings

  @Test func theSameQuestionIsCountedHoweverItIsWritten() async throws {
    let store = try await fixture.open()
    func finding(_ question: String, _ reason: String, missing: JSONValue = .null) -> [Effect] {
      [
        .finding(
          kind: "unanswered",
          value: [
            "question": .string(question), "reasons": [.string(reason)], "missing": missing,
            "judged_by": "computed",
          ]), .finding(kind: "score", value: 1),
      ]
    }
    try await turn("a", in: "1", store, finding("Do you sell umbrellas?", "nothing_found"))
    try await turn(
      "b", in: "2", store, at: StoreFixture.time(11_000),
      finding("do you sell   UMBRELLAS", "not_answered", missing: "umbrellas"))
    try await turn("c", in: "3", store, finding("Books by Nobody", "nothing_found"))
    let questions = try await store.unanswered(since: nil, limit: 10)
    #expect(questions.map(\.question) == ["do you sell   UMBRELLAS", "Books by Nobody"])
    #expect(questions.map(\.count) == [2, 1])
    let umbrellas = try #require(questions.first)
    #expect(umbrellas.firstAt == now && umbrellas.lastAt == StoreFixture.time(11_000))
    #expect(umbrellas.missing == "umbrellas")
    #expect(umbrellas.reasons == ["not_answered", "nothing_found"])
    #expect(umbrellas.replies == [MessageID("b.reply"), MessageID("a.reply")])
    #expect(umbrellas.personas == ["bookseller"])
    #expect(try await store.unanswered(since: StoreFixture.time(10_500), limit: 10).count == 1)
    #expect(try await store.unanswered(since: nil, limit: 1).count == 1)
    await store.close()
  }

  @Test func questionsAreToldWithoutPersonalDetailsAndGoWithTheirOwner() async throws {
    let store = try await fixture.open()
    func finding(_ question: String) -> [Effect] {
      [
        .finding(
          kind: "unanswered",
          value: ["question": .string(question), "missing": "the order of ann@example.org"])
      ]
    }
    let guest = OwnerID("guest-a")
    try await turn(
      "a", in: "1", owner: guest, store, finding("Where is it? Call 207 555 0142, ann@example.org"))
    try await turn("b", in: "2", store, finding("Where is it? Call 207 555 0199, bob@example.org"))
    try await turn(
      "c", in: "3", owner: guest, store, finding("May I pay with 4111 1111 1111 1111?"))
    let questions = try await store.unanswered(since: nil, limit: 10)
    // Those that differ in such details alone are one question.
    #expect(
      questions.map(\.question) == [
        "Where is it? Call [phone], [email]", "May I pay with [card]?",
      ])
    #expect(questions.map(\.count) == [2, 1])
    #expect(questions.first?.missing == "the order of [email]")
    _ = try await store.eraseEverything(of: guest, at: now)
    let left = try await store.unanswered(since: nil, limit: 10)
    #expect(left.map(\.count) == [1])
    #expect(left.first?.replies == [MessageID("b.reply")])
    await store.close()
  }
}
