import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct JobQueueTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func aJobComesWhenItIsDueAndAsItWasStored() async throws {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["first", "second"])
    let expected = StoreFixture.job("first", of: StoreFixture.turn("a", in: StoreFixture.chat()))
    var job = try #require(try await store.claim(at: StoreFixture.time(0)))
    #expect(job.status == .running && job.attempts == 1)
    #expect(try await store.claim(at: StoreFixture.time(0)) == nil)
    job.status = .waiting
    job.attempts = 0
    #expect(job == expected)
    #expect(try await store.claim(at: StoreFixture.time(1))?.id == "second")
    await store.close()
  }

  @Test func aPostponedJobComesLaterAndHasLostNoTry() async throws {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["a"])
    for round in Int64(0)..<8 {
      let job = try #require(try await store.claim(at: StoreFixture.time(round)))
      #expect(job.attempts == 1)
      try await store.postpone(job, until: StoreFixture.time(round + 1))
      #expect(try await store.claim(at: StoreFixture.time(round)) == nil)
    }
    await store.close()
  }

  @Test func eachJobIsClaimedOnce() async throws {
    let store = try await fixture.open()
    let names = (0..<40).map { "job \($0)" }
    try await fixture.storeTurn(store, jobs: names)
    let claimed = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<8 {
        group.addTask {
          var mine: [String] = []
          while let job = try await store.claim(at: StoreFixture.time(100)) { mine.append(job.id) }
          return mine
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(claimed.sorted() == names.sorted())
    await store.close()
  }

  @Test func severalComeInOrderAndOneThatWasTriedBeforeComesAlone() async throws {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["a", "b", "c", "d"])
    let now = StoreFixture.time(100)
    let first = try await store.claim(at: now, limit: 2)
    #expect(first.map(\.id) == ["a", "b"])
    for job in first { try await store.fail(job, reason: "no answer", retryAt: job.dueAt) }
    // "a" and "b" are due first again; should one of them end the program, it is the only one lost.
    #expect(try await store.claim(at: now, limit: 10).map(\.id) == ["a"])
    #expect(try await store.claim(at: now, limit: 10).map(\.id) == ["b"])
    #expect(try await store.claim(at: now, limit: 10).map(\.id) == ["c", "d"])
    #expect(try await store.claim(at: now, limit: 10).isEmpty)
    await store.close()
  }

  @Test func aFailedJobIsTriedAgainAndThenKeptAmongTheDead() async throws {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["a"])
    let first = try #require(try await store.claim(at: StoreFixture.time(0)))
    try await store.fail(first, reason: "no answer", retryAt: StoreFixture.time(50))
    #expect(try await store.claim(at: StoreFixture.time(49)) == nil)
    let second = try #require(try await store.claim(at: StoreFixture.time(50)))
    #expect(second.attempts == 2)
    // The first attempt has ended: it cannot end the second.
    await expect(.notFound) {
      try await store.complete(first, effects: [], at: StoreFixture.time(60))
    }
    try await store.fail(second, reason: "still no answer", retryAt: nil)
    #expect(try await store.claim(at: StoreFixture.time(.max)) == nil)
    #expect(
      try fixture.texts("SELECT status || ': ' || failure FROM jobs") == ["dead: still no answer"])
    await store.close()
  }

  @Test func aJobThatWentWithItsChatWhileItRanEndsInPeace() async throws {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["a", "b", "c"])
    let jobs = try await store.claim(at: StoreFixture.time(100), limit: 3)
    #expect(try await store.delete(jobs[0].chat, owner: .local))
    let finding = Effect.finding(kind: "unanswered", value: ["question": "?"])
    try await store.complete(jobs[0], effects: [finding], at: StoreFixture.time(101))
    try await store.fail(jobs[1], reason: "no answer", retryAt: StoreFixture.time(102))
    try await store.postpone(jobs[2], until: StoreFixture.time(102))
    #expect(try fixture.texts("SELECT id FROM jobs").isEmpty)
    #expect(try fixture.texts("SELECT kind FROM effects").isEmpty)
    await store.close()
  }

  @Test func effectsAreStoredOnceWithTheEndOfTheJob() async throws {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["a"])
    let job = try #require(try await store.claim(at: StoreFixture.time(0)))
    let effects: [Effect] = [
      .annotation(Annotation(Notice(code: "c", message: "m"), range: 1..<2)),
      .summary(text: "s", covers: [MessageID("a.user")]),
      .memory(
        Memory(text: "likes Le Guin", importance: 0.5, confidence: 1),
        evidence: [MessageID("a.user")]),
      .finding(kind: "unanswered", value: ["question": "?"]),
      .logLine(file: "logs/chat.jsonl", value: ["n": 1]),
    ]
    try await store.complete(job, effects: effects, at: StoreFixture.time(9))
    await expect(.notFound) {
      try await store.complete(job, effects: effects, at: StoreFixture.time(9))
    }
    #expect(try fixture.texts("SELECT kind FROM effects ORDER BY seq") == ["annotation"])
    #expect(try fixture.texts("SELECT text FROM summaries") == ["s"])
    #expect(try fixture.texts("SELECT text FROM memories") == ["likes Le Guin"])
    #expect(
      try fixture.texts("SELECT kind || ' ' || value FROM findings")
        == [#"unanswered {"question":"?"}"#])
    #expect(
      try fixture.folder.text(of: "logs/chat.jsonl") == "{\"chat_id\":\"chat\",\"n\":1}\n")
    await store.close()
  }

  @Test func aRefusedCompletionStoresNothing() async throws {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["a"])
    let job = try #require(try await store.claim(at: StoreFixture.time(0)))
    for file in ["/etc/passwd", "../x.jsonl", "a/../../x", "", "logs/", "parley.sqlite", "a\nb"] {
      await expect(.io) {
        try await store.complete(
          job, effects: [.finding(kind: "f", value: 1), .logLine(file: file, value: 1)],
          at: StoreFixture.time(9))
      }
    }
    #expect(try fixture.texts("SELECT kind FROM findings").isEmpty)
    #expect(try fixture.texts("SELECT status FROM jobs") == ["running"])
    await store.close()
  }

  @Test func aJobThatTheProgramDiedInIsTriedAgain() async throws {
    let first = try await fixture.open()
    try await fixture.storeTurn(first, jobs: ["a"])
    _ = try await first.claim(at: StoreFixture.time(0))
    await first.close()

    let store = try await fixture.open()
    let again = try await store.claim(at: StoreFixture.time(0))
    #expect(again?.id == "a" && again?.attempts == 2)
    await store.close()
  }

  @Test func aJobBelongsToItsTurn() async throws {
    let store = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    _ = try await store.begin(turn)
    var job = StoreFixture.job("a", of: turn)
    job.owner = OwnerID("somebody else")
    await expect(.notFound) { [job] in
      try await store.finish(StoreFixture.finish(turn, jobs: [job]))
    }
    #expect(
      try await store.messages(of: turn.chat.id, owner: .local).map(\.status)
        == [.complete, .pending])
    await store.close()
  }
}
