import Glibc
import ParleyDomain
import ParleyPlugin
import ParleySQLite
import Synchronization
import Testing

@testable import ParleyStore

@Suite(.timeLimit(.minutes(1))) struct TurnTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func oneReplyOfAChatIsMadeAtATime() async throws {
    let store = try await fixture.open()
    let chat = StoreFixture.chat()
    let first = StoreFixture.turn("a", in: chat)
    #expect(try await store.begin(first) == .begun)
    let second = StoreFixture.turn("b", in: StoreFixture.chat(updatedAt: 9000))
    await expect(.generationInProgress) { _ = try await store.begin(second) }
    // Another owner learns nothing of it.
    let intruder = StoreFixture.turn("c", in: StoreFixture.chat(owner: OwnerID("other")))
    await expect(.notFound) { _ = try await store.begin(intruder) }
    #expect(
      try await store.chat(chat.id, owner: .local)
        == StoreFixture.chat(endingWith: MessageID("a.reply")))

    try await store.checkpoint([
      PartialText(owner: .local, reply: first.reply.id, text: "So far")
    ])
    await expect(.generationInProgress) { _ = try await store.begin(second) }
    try await store.finish(StoreFixture.finish(first))
    #expect(try await store.begin(second) == .begun)
    await store.close()
  }

  @Test func ofManyTurnsAtOnceInAChatOneBegins() async throws {
    let store = try await fixture.open()
    let begun = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<50 {
        group.addTask {
          do {
            _ = try await store.begin(StoreFixture.turn("\(number)", in: StoreFixture.chat()))
            return true
          } catch let error as StoreError where error.code == .generationInProgress {
            return false
          }
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(begun == 1)
    #expect(try fixture.texts("SELECT seq FROM messages ORDER BY seq") == ["1", "2"])
    await store.close()
  }

  @Test func manyBeginningsShareFewCommits() async throws {
    let commits = Mutex<[GroupCommit.Commit]>([])
    let store = try await fixture.open { commit in commits.withLock { $0.append(commit) } }
    let (held, signal) = AsyncStream.makeStream(of: Void.self)
    // Holds the line up until all wait in it.
    async let holder: Void = store.write(.eventual) { _ in
      signal.finish()
      while store.commits.waiting < 64 { sched_yield() }
    }
    for await _ in held {}
    try await withThrowingTaskGroup { group in
      for number in 0..<64 {
        group.addTask {
          let turn = StoreFixture.turn("\(number)", in: StoreFixture.chat("\(number)"))
          _ = try await store.begin(turn)
          // Whoever goes on can be read by others.
          #expect(try await store.messages(of: turn.chat.id, owner: .local).count == 2)
        }
      }
      try await group.waitForAll()
    }
    try await holder
    #expect(commits.withLock { $0.map(\.writes) } == [1, 64])
    #expect(commits.withLock { $0.last?.durability } == .durable)
    await store.close()
  }

  @Test func onlyWhatWasPromisedWaitsForTheDisk() async throws {
    let commits = Mutex<[Durability]>([])
    let store = try await fixture.open { commit in
      commits.withLock { $0.append(commit.durability) }
    }
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    _ = try await store.begin(turn)
    try await store.checkpoint([PartialText(owner: .local, reply: turn.reply.id, text: "So")])
    try await store.finish(
      StoreFixture.finish(turn, jobs: [StoreFixture.job("job", of: turn)]))
    let job = try #require(try await store.claim(at: StoreFixture.time(0)))
    try await store.complete(job, effects: [], at: StoreFixture.time(1))
    #expect(
      commits.withLock { $0 } == [.durable, .eventual, .durable, .eventual, .eventual])
    await store.close()
  }

  @Test func aReplyKeepsHowFarItCameAcrossACrash() async throws {
    let first = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    _ = try await first.begin(turn)
    for text in ["A zeppelin", "A zeppelin lands"] {
      try await first.checkpoint([
        PartialText(owner: .local, reply: turn.reply.id, text: text),
        PartialText(owner: OwnerID("other"), reply: turn.reply.id, text: "Stolen"),
        PartialText(owner: .local, reply: MessageID("nowhere"), text: "Lost"),
      ])
    }
    let partial = try await first.reply(of: turn.generation, owner: .local)
    #expect(partial?.content == "A zeppelin lands" && partial?.status == .streaming)
    await first.close()

    let store = try await fixture.open()
    let reply = try await store.reply(of: turn.generation, owner: .local)
    #expect(reply?.content == "A zeppelin lands" && reply?.status == .interrupted)
    #expect(try await store.found("zeppelin") == ["chat"])
    // Too late: it is final.
    try await store.checkpoint([PartialText(owner: .local, reply: turn.reply.id, text: "More")])
    #expect(try await store.reply(of: turn.generation, owner: .local) == reply)
    await store.close()
  }

  @Test func aGenerationBelongsToAnOwner() async throws {
    let store = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    _ = try await store.begin(turn)
    #expect(try await store.reply(of: turn.generation, owner: .local) == turn.reply)
    #expect(try await store.reply(of: turn.generation, owner: OwnerID("other")) == nil)
    #expect(try await store.reply(of: GenerationID("nowhere"), owner: .local) == nil)
    await store.close()
  }

  @Test func digestsOfAPromptAreReadByItsOwner() async throws {
    let store = try await fixture.open()
    for (name, trace) in [
      ("with", ["prompt_digests": ["1f", "ffffffffffffffff"]]), ("without", ["milliseconds": 1]),
    ] as [(String, JSONValue)] {
      let turn = StoreFixture.turn(name, in: StoreFixture.chat(name))
      _ = try await store.begin(turn)
      var finished = StoreFixture.finish(turn)
      finished.trace = trace
      try await store.finish(finished)
    }
    let reply = MessageID("with.reply")
    #expect(
      try await store.promptDigests(of: reply, owner: .local)
        == PromptDigests(chain: [0x1F, .max]))
    #expect(try await store.promptDigests(of: reply, owner: OwnerID("other")) == nil)
    #expect(
      try await store.promptDigests(of: MessageID("without.reply"), owner: .local) == nil)
    await store.close()
  }

  @Test func tracesAndEffectsAreReadByTheirOwner() async throws {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["job"])
    let reply = MessageID("a.reply")
    #expect(
      try await store.trace(of: reply, owner: .local) == ["milliseconds": 1.5, "notices": []])
    #expect(try await store.trace(of: reply, owner: OwnerID("other")) == nil)
    #expect(try await store.trace(of: MessageID("a.user"), owner: .local) == nil)
    let job = try #require(try await store.claim(at: StoreFixture.time(0)))
    try await store.complete(
      job, effects: [.annotation(Annotation(Notice(code: "c", message: "m")))],
      at: StoreFixture.time(1))
    let effects = try await store.effects(of: reply, owner: .local)
    #expect(effects.map { $0["kind"] } == ["annotation"])
    #expect(try await store.effects(of: reply, owner: OwnerID("other")).isEmpty)
    await store.close()
  }
}

extension SQLiteChatStore {
  /// The chats that a search finds.
  func found(_ search: String?, owner: OwnerID = .local) async throws -> [String] {
    try await chats(of: owner, search: search, after: nil, limit: 100).chats.map(\.id.rawValue)
  }
}
