import ParleyDomain
import ParleyEngine
import ParleyJSON
import ParleyPlugin
import ParleyTestKit
import Testing

@testable import parley

@Suite struct SummaryTrialTests {
  private static let usage = Usage(inputTokens: 100, outputTokens: 10)

  /// Two upstreams with models of their own; the second has no price.
  private func engine(_ first: FakeModel, _ second: FakeModel, store: MemoryStore) -> Engine {
    func upstream(_ name: String, _ client: FakeModel) -> Upstream {
      Upstream(
        name: name, model: "\(name)-model", contextTokens: 100_000, isExtractive: false,
        client: client, tokens: WordCounter(),
        price: name == "main"
          ? TokenPrice(inputPerMillion: 10, outputPerMillion: 100, currency: "USD") : nil)
    }
    return Engine(
      personas: [
        Persona(
          name: "clerk", label: "Clerk", language: "en", instructions: "Sell.",
          upstreams: ["main"])
      ], upstreams: [upstream("main", first), upstream("small", second)],
      plugins: PluginChain([]), knowledge: FixedKnowledge([]), store: store, jobs: store,
      clock: ManualClock(), identifiers: SequentialIdentifiers(), fences: FixedFence(),
      documents: FixedDocuments(parse: { try JSONParser.parse($0) }), log: RecordingLog())
  }

  private func model(_ reply: String) -> FakeModel {
    FakeModel(usage: SummaryTrialTests.usage) { _ in [.text(reply)] }
  }

  /// A chat of so many turns, as it was recorded.
  private func recording(turns: Int) -> RecordedChat {
    let time = Timestamp(milliseconds: 0)
    var chat = Chat(
      id: ChatID("c"), owner: .local, persona: "clerk", title: "Shoes", fence: "f",
      createdAt: time, updatedAt: time)
    var messages: [StoredMessage] = []
    for number in 1...turns {
      for (role, text) in [(Role.user, "fact \(number)"), (.assistant, "I see.")] {
        messages.append(
          StoredMessage(
            id: MessageID("\(role.rawValue)-\(number)"), chat: chat.id, parent: messages.last?.id,
            role: role, content: text, status: .complete, createdAt: time))
      }
    }
    chat.leaf = messages.last?.id
    return RecordedChat(chat: chat, messages: messages, traces: [:])
  }

  private func trial(
    _ engine: Engine, turns: Int, settings: [String: JSONValue] = [:]
  ) -> SummaryTrial {
    SummaryTrial(
      recording: recording(turns: turns), engine: engine, persona: "clerk",
      settings: SummaryTrial.standardSettings.merging(settings) { $1 }, timeout: .seconds(60))
  }

  @Test func eachUpstreamSumsUpAsThePluginWouldAndNothingIsStored() async throws {
    let (first, second) = (
      model(#"{"summary": "First notes."}"#), model(#"{"summary": "Second."}"#)
    )
    let store = MemoryStore()
    let engine = engine(first, second, store: store)
    let trial = trial(engine, turns: 12)
    let main = try await trial.run(with: engine.upstreams[0])
    // Eight turns behind the newest two, and what was left at the end.
    #expect(main.made == 2 && main.text == "First notes.\nFirst notes.")
    #expect(main.covered == 20 && main.messages == 24)
    #expect(main.calls.calls == 2 && main.calls.failures == 0)
    #expect(main.calls.usage == Usage(inputTokens: 200, outputTokens: 20))
    #expect(main.cost?.amount.units == 0.004 && main.cost?.currency == "USD")
    #expect(main.problems.isEmpty)
    #expect(second.requests.isEmpty)
    let small = try await trial.run(with: engine.upstreams[1])
    #expect(small.text == "Second.\nSecond." && small.cost == nil)
    #expect(second.requests.map(\.messages) == first.requests.map(\.messages))
    #expect(store.contents.chats.isEmpty && store.contents.effects.isEmpty)
  }

  @Test func aShortChatIsSummedUpToo() async throws {
    let engine = engine(model(#"{"summary": "Notes."}"#), model(""), store: MemoryStore())
    let result = try await trial(engine, turns: 3).run(with: engine.upstreams[0])
    #expect(result.made == 1 && result.covered == 2)
  }

  @Test func whatAModelDoesWrongIsTold() async throws {
    let engine = engine(
      model("I cannot do that."),
      FakeModel { _ in [.fail(ModelError(.rejected, "no"))] }, store: MemoryStore())
    let wordy = try await trial(engine, turns: 3).run(with: engine.upstreams[0])
    #expect(wordy.text.isEmpty && wordy.calls.calls == 1)
    #expect(wordy.problems.count == 1)
    #expect(wordy.problems.first?.contains("wrote none") == true)
    let failing = try await trial(engine, turns: 3).run(with: engine.upstreams[1])
    #expect(failing.calls.failures == 1 && failing.calls.usage == Usage())
    #expect(failing.problems.count == 1)
  }

  @Test func theResultSaysWhichFactsAreLost() async throws {
    let engine = engine(
      model(#"{"summary": "The customer said fact 1."}"#), model(""), store: MemoryStore())
    let json = try await trial(engine, turns: 3).run(with: engine.upstreams[0])
      .json(facts: KeyFacts("fact 1\nfact 2"))
    #expect(json["facts"] == ["kept": 1, "of": 2, "share": 0.5, "missing": ["fact 2"]])
    #expect(json["tokens"] == 5 && json["upstream"] == "main" && json["model"] == "fake-model")
    #expect(json["messages"] == ["covered": 2, "of": 6])
    #expect(json["cost"]?["currency"] == "USD")
  }
}
