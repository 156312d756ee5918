import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyStore

/// Answers with an engine and a store of our own.
struct OwnAnswers: Answering {
  private let engine: Engine
  private let store: SQLiteChatStore
  private let deliveries: DeliveryLoop
  private let persona: String

  /// Takes the storage folder and starts the plugins. Throws ``StoreError`` and ``PluginStartError``.
  static func open(_ shop: Shop, persona: String) async throws -> OwnAnswers {
    let store = try await shop.openStore()
    do {
      let engine = try await shop.startEngine(store: store, knowledge: shop.library())
      return OwnAnswers(
        engine: engine, store: store,
        deliveries: try shop.deliveries(in: store, engine: { engine }), persona: persona)
    } catch {
      await store.close()
      throw error
    }
  }

  func answer(
    _ message: String, in chat: ChatID?, stream: Bool,
    onText: @escaping @Sendable (String) -> Void
  ) async throws -> JSONValue {
    let request = TurnRequest(
      owner: .local, chat: chat, persona: persona, text: message, stream: stream)
    let reply: TurnReply
    do {
      reply = try await engine.answer(request) { event in
        if case .delta(let text) = event { onText(text) }
      }
    } catch {
      try await runJobs()
      throw error
    }
    try await runJobs()
    return reply.json(session: nil, forOperator: true)
  }

  func close() async {
    let deliveries = deliveries
    await Task { await deliveries.finish(within: Shop.deliveryFarewell) }.value
    await engine.plugins.stop()
    await store.close()
  }

  private func runJobs() async throws {
    let engine = engine
    // Jobs belong to the turn that is stored already: Ctrl-C does not take them back.
    try await Task { _ = try await JobRunner(engine: engine).runDue() }.value
  }
}
