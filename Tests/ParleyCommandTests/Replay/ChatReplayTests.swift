import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

@testable import parley

struct ChatReplayTests {
  private let store = MemoryStore()
  private let clock = ManualClock()

  private func engine(_ instructions: String, saying reply: String = "Hello.") -> Engine {
    let persona = Persona(
      name: "clerk", label: "Clerk", language: "en", instructions: instructions,
      upstreams: ["main"])
    return Engine(
      personas: [persona],
      upstreams: [
        Upstream(
          name: "main", model: "m", contextTokens: 8000, isExtractive: false,
          client: FakeModel(saying: reply), tokens: WordCounter())
      ],
      plugins: PluginChain([]), knowledge: FixedKnowledge([]), store: store, jobs: store,
      clock: clock, identifiers: SequentialIdentifiers(), fences: FixedFence(),
      documents: FixedDocuments(), log: RecordingLog())
  }

  /// Two turns with a day between them, as they were recorded.
  private func record(_ engine: Engine) async throws -> RecordedChat {
    let first = try await engine.answer(
      TurnRequest(owner: .local, persona: "clerk", text: "Hi")
    ) { _ in }
    clock.advance(by: .seconds(86_400))
    _ = try await engine.answer(
      TurnRequest(owner: .local, chat: first.message.chat, persona: "clerk", text: "And?")
    ) { _ in }
    return try #require(try await store.recording(of: first.message.chat))
  }

  private func replay(
    _ recording: RecordedChat, with engine: Engine, persona: String = "clerk", live: Bool = false
  ) async throws -> [ReplayedTurn] {
    var turns: [ReplayedTurn] = []
    try await ChatReplay(recording: recording, engine: engine, persona: persona, isLive: live)
      .run { turns.append($0) }
    return turns
  }

  /// Also the day in the instructions is that of the recorded turn.
  @Test func theSameConfigurationChangesNothing() async throws {
    let engine = engine("Sell. Today is {{date}}.")
    let recording = try await record(engine)
    clock.advance(by: .seconds(86_400))
    let turns = try await replay(recording, with: engine)
    #expect(turns.count == 2)
    #expect(turns.allSatisfy { !$0.isChanged && $0.comparison?.changes == [] })
    #expect(try await store.messages(of: recording.chat.id, owner: .local).count == 4)
  }

  @Test func otherInstructionsChangeEveryTurn() async throws {
    let recording = try await record(engine("Sell."))
    let turns = try await replay(recording, with: engine("Give away."))
    #expect(turns.map(\.isChanged) == [true, true])
    #expect(turns[1].comparison?.changes.map(\.kind) == [.changed])
    #expect(turns[1].json["tokens"]?["then"]?.integer != nil)
    #expect(turns[1].json["parts"]?["changed"]?.array?.count == 1)
  }

  @Test func aLiveReplayHasBothRepliesAndStoresNothing() async throws {
    let recording = try await record(engine("Sell.", saying: "Old."))
    let turns = try await replay(recording, with: engine("Sell.", saying: "New."), live: true)
    #expect(turns.map { $0.recordedReply["reply"]?.string } == ["Old.", "Old."])
    #expect(turns.map { $0.reply?["reply"]?.string } == ["New.", "New."])
    let stored = try await store.messages(of: recording.chat.id, owner: .local)
    #expect(stored.map(\.content) == ["Hi", "Old.", "And?", "Old."])
  }

  @Test func whatWasNotRecordedIsNotCalledChanged() async throws {
    var recording = try await record(engine("Sell."))
    recording.traces = [:]
    let turns = try await replay(recording, with: engine("Give away."))
    #expect(turns.allSatisfy { !$0.isChanged && $0.comparison == nil && $0.now != nil })
    #expect(turns[0].json["recorded"] == false)
  }

  @Test func anUnknownPersonaIsToldBeforeTheFirstTurn() async throws {
    let recording = try await record(engine("Sell."))
    await #expect(throws: TurnError.self) {
      try await replay(recording, with: engine("Sell."), persona: "nobody")
    }
  }
}
