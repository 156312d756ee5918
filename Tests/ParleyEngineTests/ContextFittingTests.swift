import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

/// What happens when an upstream says that the prompt is too long.
struct ContextFittingTests {
  private let tooLong = ModelError(.contextTooSmall, "too long", status: 400)
  private let records = (1...40).map { number in
    Record(
      reference: RecordReference(collection: "books", id: "b\(number)"), title: "Dune \(number)",
      text: String(repeating: "sand ", count: 30), url: nil)
  }

  private func fixture(_ upstreams: [Upstream]) -> EngineFixture {
    let injector = PluginEntry(
      name: "books",
      plugin: ClosurePlugin(prePrompt: { turn, host in
        let result = try await host.knowledge.search("books", for: turn.message.text, limit: 40)
        return .parts(
          result.hits.map {
            Part(.data, text: $0.record.text, source: $0.record.source, score: $0.score)
          })
      }), maxTokens: 4000)
    return EngineFixture(plugins: [injector], upstreams: upstreams, records: records)
  }

  @Test func anUpstreamWithALargerContextIsAskedFirst() async throws {
    let small = ScriptedModel([.fail(tooLong)])
    let same = FakeModel(saying: "Same.")
    let fixture = fixture([
      EngineFixture.upstream("small", small, context: 4000),
      EngineFixture.upstream("same", same, context: 4000),
      EngineFixture.upstream("large", FakeModel(saying: "Large."), context: 9000),
    ])
    let reply = try await fixture.ask("dune")
    #expect(reply.trace.attempts.map(\.upstream) == ["small", "large"])
    #expect(reply.trace.attempts.last?.cause == .largerContext)
    #expect(same.requests.isEmpty)
  }

  @Test func withoutOneThePromptIsCutOnce() async throws {
    let model = ScriptedModel([.fail(tooLong), .text("Short.")])
    let reply = try await fixture([EngineFixture.upstream("main", model, context: 4000)]).ask(
      "dune")
    #expect(reply.message.content == "Short.")
    #expect(reply.trace.attempts.map(\.cause) == [nil, .shorterPrompt])
    let lengths = model.requests.map(promptWords)
    #expect(lengths[1] < lengths[0] * 7 / 10)
    #expect(reply.trace.prompt?.messages == model.requests.last?.messages)
  }

  @Test func whatTheUpstreamTellsIsObeyedInItsOwnTokens() async throws {
    // It counts two tokens for each of ours, and takes 3000 of its own.
    let words = LengthLimit(most: 3000, tokensPerWord: 2)
    let reply = try await fixture([EngineFixture.upstream("main", words, context: 4000)]).ask(
      "dune")
    #expect(reply.message.content == "Fits.")
    #expect(reply.trace.attempts.count == 2)
  }

  @Test func stillTooLongGoesToTheNextUpstream() async throws {
    let model = ScriptedModel(Array(repeating: .fail(tooLong), count: 5))
    let fixture = fixture([
      EngineFixture.upstream("main", model, context: 4000),
      EngineFixture.upstream("clerk", FakeModel(saying: "Read out."), extractive: true),
    ])
    let reply = try await fixture.ask("dune")
    #expect(reply.message.content == "Read out.")
    #expect(model.calls == 2)
  }

  private func promptWords(_ request: ModelRequest) -> Int {
    request.messages.reduce(0) { $0 + WordCounter().count($1.content) }
  }

  /// Refuses what is longer than it takes, and says by how much.
  private struct LengthLimit: ModelClient {
    let most: Int
    let tokensPerWord: Int

    func generate(
      _ request: ModelRequest, onEvent: @Sendable (ModelEvent) async throws -> Void
    ) async throws -> ModelCompletion {
      let sent = tokensPerWord * request.messages.reduce(0) { $0 + WordCounter().count($1.content) }
      guard sent + request.replyTokens <= most else {
        throw ModelError(
          .contextTooSmall, "too long",
          context: ModelError.ContextReport(contextTokens: most, promptTokens: sent))
      }
      try await onEvent(.text("Fits."))
      return ModelCompletion(finishReason: .stop, model: "m", usage: nil)
    }
  }
}
