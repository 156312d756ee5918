import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

/// Which summaries hold on the way to a message.
@Suite struct SummaryPathTests {
  private let fixture: StoreFixture
  private let now = StoreFixture.time(10_000)
  private let chat = ChatID("chat")

  init() throws {
    fixture = try StoreFixture()
  }

  /// Stores a turn whose job has summed up these turns.
  private func turn(
    _ name: String, after parent: String?, _ store: SQLiteChatStore,
    summary: (text: String, turns: [String])? = nil
  ) async throws {
    let turn = StoreFixture.turn(
      name, in: StoreFixture.chat(), after: parent.map { MessageID("\($0).reply") })
    _ = try await store.begin(turn)
    try await store.finish(
      StoreFixture.finish(turn, jobs: [StoreFixture.job("job-\(name)", of: turn)]))
    let job = try #require(try await store.claim(at: now))
    let effects: [Effect] =
      summary.map { summary in
        let covers = summary.turns.flatMap { [MessageID("\($0).user"), MessageID("\($0).reply")] }
        return [.summary(text: summary.text, covers: covers)]
      } ?? []
    try await store.complete(job, effects: effects, at: now)
  }

  private func texts(
    upTo name: String, bytes: Int = .max, _ store: SQLiteChatStore
  ) async throws -> [String] {
    try await store.summaries(
      of: chat, by: "log", upTo: MessageID("\(name).reply"), bytes: bytes, owner: .local
    ).map(\.text)
  }

  @Test func theyComeOldestFirstAndTheNewestThatFit() async throws {
    let store = try await fixture.open()
    try await turn("a", after: nil, store)
    try await turn("b", after: "a", store, summary: ("First.", ["a"]))
    try await turn("c", after: "b", store)
    try await turn("d", after: "c", store, summary: ("Second.", ["b", "c"]))
    #expect(try await texts(upTo: "d", store) == ["First.", "Second."])
    #expect(try await texts(upTo: "d", bytes: 12, store) == ["Second."])
    #expect(try await texts(upTo: "d", bytes: 0, store) == ["Second."])
    // Before the turns that the second one tells of have all been said, only the first one holds.
    #expect(try await texts(upTo: "b", store) == ["First."])
    await store.close()
  }

  @Test func aSummaryOfAnotherVersionOfTheChatDoesNotHold() async throws {
    let store = try await fixture.open()
    try await turn("a", after: nil, store)
    try await turn("b", after: "a", store)
    try await turn("c", after: "b", store, summary: ("With b.", ["a", "b"]))
    try await turn("other", after: "a", store)
    #expect(try await texts(upTo: "c", store) == ["With b."])
    #expect(try await texts(upTo: "other", store).isEmpty)
    await store.close()
  }

  @Test func oneThatTakesUpOthersStandsInTheirPlaceByItsEndsAlone() async throws {
    let store = try await fixture.open()
    try await turn("a", after: nil, store)
    try await turn("b", after: "a", store, summary: ("First.", ["a"]))
    try await turn("c", after: "b", store, summary: ("Second.", ["b"]))
    try await turn("d", after: "c", store)
    let job = Job(
      id: "whole", owner: .local, chat: chat, reply: MessageID("d.reply"), plugin: "log",
      dueAt: now, payload: [:])
    let begun = StoreFixture.turn("e", in: StoreFixture.chat(), after: MessageID("d.reply"))
    _ = try await store.begin(begun)
    var last = job
    last.reply = begun.reply.id
    try await store.finish(StoreFixture.finish(begun, jobs: [last]))
    let claimed = try #require(try await store.claim(at: now))
    try await store.complete(
      claimed,
      effects: [.summary(text: "Both.", covers: [MessageID("a.user"), MessageID("b.reply")])],
      at: now)
    #expect(try await texts(upTo: "d", store) == ["Both."])
    let found = try await store.summaries(
      of: chat, by: "log", upTo: MessageID("d.reply"), bytes: .max, owner: .local)
    #expect(found.map(\.first) == [MessageID("a.user")])
    #expect(found.map(\.last) == [MessageID("b.reply")])
    await store.close()
  }
}
