import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

struct ExplanationTests {
  private func explain(_ fixture: EngineFixture, _ text: String) async throws -> JSONValue {
    try await fixture.engine.explain(TurnRequest(owner: .local, persona: "clerk", text: text)).json
  }

  @Test func aPartTellsItsRecordVersionScoreAndTime() async throws {
    let fixture = EngineFixture(plugins: [bookInjector], records: [book("1", "Dune")])
    let explanation = try await explain(fixture, "Dune")
    let part = try #require(explanation["parts"]?.array?.first { $0["plugin"] == "books" })
    #expect(part["source"]?["id"] == "1")
    #expect(part["source"]?["version"] == explanation["knowledge"]?["books"])
    #expect(part["score"]?.number != nil)
    let hook = try #require(explanation["hooks"]?.array?.first)
    #expect(part["milliseconds"] == hook["milliseconds"])
    let own = try #require(explanation["parts"]?.array?.first { $0["plugin"] == "parley" })
    #expect(own["milliseconds"]?.number == 0)
    let lookup = try #require(explanation["lookups"]?.array?.first)
    #expect(lookup["reading"]?["intent"] == "find")
    #expect(lookup["hits"]?.array?.first?["title"] == "Dune")
    #expect(fixture.store.contents.chats.isEmpty)
  }

  @Test(arguments: [false, true])
  func aPluginThatSpeaksInTheModelsPlaceIsShown(refuses: Bool) async throws {
    let plugin = PluginEntry(
      name: "gate",
      plugin: ClosurePlugin(prePrompt: { _, _ in
        refuses ? .refuse(reason: "Not here.") : .answer(Answer(text: "We close at 5."))
      }))
    let fixture = EngineFixture(plugins: [plugin])
    let explanation = try await explain(fixture, "When?")
    let verdict: JSONValue =
      refuses
      ? ["plugin": "gate", "outcome": "refused", "text": "Not here."]
      : ["plugin": "gate", "outcome": "answered", "text": "We close at 5."]
    #expect(explanation["verdict"] == verdict)
    #expect(explanation["upstream"] == .null)
    #expect(explanation["parts"] == [] && explanation["messages"] == [])
    let reply = try await fixture.ask("When?")
    #expect(reply.trace.json["verdict"] == verdict)
    #expect(reply.trace.json["attempts"] == [])
  }
}
