import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

/// Which data of a prompt the built-in model is given besides the lookups.
struct RemarkTests {
  /// A model that keeps what it was asked.
  private final class Listener: ModelClient {
    let context = Mutex<TurnContext?>(nil)

    @concurrent func generate(
      _ request: ModelRequest, onEvent: @Sendable (ModelEvent) async throws -> Void
    ) async throws -> ModelCompletion {
      context.withLock { $0 = request.context }
      try await onEvent(.text("Hi."))
      return ModelCompletion(finishReason: .stop, model: "m", usage: nil)
    }
  }

  private func remarks(
    _ parts: [Part], searches: Bool = false, isReadOut: Bool = true, maxTokens: Int = 1000
  ) async throws -> [TurnContext.Remark] {
    let listener = Listener()
    let plugin = ClosurePlugin(prePrompt: { turn, host in
      if searches { _ = try await host.knowledge.search("books", for: "a", limit: 1) }
      return .parts(parts)
    })
    let entry = PluginEntry(
      name: "orders", plugin: plugin, maxTokens: maxTokens, isReadOut: isReadOut)
    let fixture = EngineFixture(
      plugins: [entry], upstreams: [EngineFixture.upstream("main", listener)],
      records: [book("b1", "Rocannon's World")])
    _ = try await fixture.ask("where is my order?")
    return listener.context.withLock { $0?.remarks } ?? []
  }

  @Test func dataWithoutASearchIsGivenAsItWasWritten() async throws {
    let source = Source(
      reference: RecordReference(collection: "orders", id: "7"), title: "Order 7")
    let given = try await remarks([
      Part(.instruction, text: "Be brief."), Part(.data, text: "shipped <b>"),
      Part(.data, text: "arrives", source: source),
    ])
    #expect(
      given == [
        TurnContext.Remark(text: "shipped <b>"), TurnContext.Remark(text: "arrives", number: 1),
      ])
  }

  @Test func entriesThatSearchOrAreNotReadOutGiveNone() async throws {
    let part = Part(.data, text: "shipped")
    #expect(try await remarks([part], searches: true).isEmpty)
    #expect(try await remarks([part], isReadOut: false).isEmpty)
  }

  @Test func whatTheBudgetCutIsNotGiven() async throws {
    let long = Part(.data, text: String(repeating: "word ", count: 500), priority: 40)
    let given = try await remarks([long, Part(.data, text: "short", priority: 90)], maxTokens: 100)
    #expect(given == [TurnContext.Remark(text: "short")])
  }
}
