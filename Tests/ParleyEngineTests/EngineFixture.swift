import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit

/// An engine of fakes, with what they recorded.
struct EngineFixture {
  let store = MemoryStore()
  let clock = ManualClock()
  let log = RecordingLog()
  let engine: Engine

  init(
    plugins: [PluginEntry] = [],
    upstreams: [Upstream] = [upstream("main", FakeModel(saying: "Hi."))],
    records: [Record] = [], now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    guards: UpstreamGuards = UpstreamGuards(),
    configure: (inout Persona) -> Void = { _ in }
  ) {
    var persona = Persona(
      name: "clerk", label: "Clerk", language: "en", instructions: "You sell {{things}}.",
      variables: ["things": "books"], upstreams: upstreams.map(\.name),
      plugins: plugins.map(\.name))
    configure(&persona)
    engine = Engine(
      personas: [persona], upstreams: upstreams,
      plugins: PluginChain(plugins, supervision: PluginSupervision(log: log, now: now)),
      knowledge: FixedKnowledge(records), store: store, jobs: store, clock: clock,
      identifiers: SequentialIdentifiers(), fences: FixedFence(), documents: FixedDocuments(),
      log: log, traces: store, guards: guards)
  }

  static func upstream(
    _ name: String, _ client: any ModelClient, context: Int = 8000, extractive: Bool = false
  ) -> Upstream {
    Upstream(
      name: name, model: "\(name)-model", contextTokens: context, isExtractive: extractive,
      client: client, tokens: WordCounter())
  }

  func ask(_ text: String, chat: ChatID? = nil) async throws -> TurnReply {
    try await engine.answer(
      TurnRequest(owner: .local, chat: chat, persona: "clerk", text: text)
    ) { _ in }
  }
}

func book(_ id: String, _ title: String) -> Record {
  Record(
    reference: RecordReference(collection: "books", id: id), title: title, text: "About \(title).",
    url: "https://shop.example.org/b/\(id)")
}

/// A plugin entry that injects what it finds in `books`.
let bookInjector = PluginEntry(
  name: "books",
  plugin: ClosurePlugin(prePrompt: { turn, host in
    let result = try await host.knowledge.search("books", for: turn.message.text, limit: 5)
    return .parts(
      result.hits.map {
        Part(.data, text: $0.record.text, source: $0.record.source, score: $0.score)
      })
  }))
