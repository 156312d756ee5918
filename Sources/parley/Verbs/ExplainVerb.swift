import ParleyConfig
import ParleyDomain
import ParleyEngine
import ParleyJSON
import ParleyPlugin
import ParleyStore

extension Verb {
  /// `parley explain`: the exact prompt, part by part.
  static let explain = Verb(
    ["explain"], summary: "Show the exact prompt of a question, part by part",
    discussion: """
      No model is called and nothing is stored. The texts of the parts of each message, joined in order, are the \
      bytes that `parley ask` would send for the same question. Each part tells its plugin, record, tokens, score \
      and the time of its hook; below stand what was left out and why, how searches understood the words, and what \
      each hook came to. While a server runs, it explains.

        parley explain "blue mugs under $20"
        parley explain --chat CHAT "the second one, in blue?"
      """,
    options: [
      OptionSpec("persona", short: "p", value: "P", doc: "Whose prompt (default: the first)"),
      OptionSpec("chat", value: "CHAT", doc: "What it would be after the messages of this chat"),
    ],
    positionals: [PositionalSpec("QUESTION", .optionalMany, doc: "What would be asked")],
    hasData: true
  ) { invocation in
    let question = try invocation.question()
    let chat = invocation.value("chat").map(ChatID.init)
    guard chat == nil || invocation.value("persona") == nil else {
      throw UsageError(
        "--persona and --chat exclude each other: a chat keeps its persona",
        helpOf: invocation.verb.fullName)
    }
    let terminal = invocation.terminal
    try await CommandFailure.translating {
      let shop = try Shop.open(invocation)
      let explanation = try await explain(question, in: chat, shop, invocation)
      if invocation.globals.json {
        try terminal.data(JSONWriter.string(explanation, pretty: terminal.outputIsTerminal))
      } else {
        try ExplanationReport(explanation, terminal: terminal).print()
      }
    }
  }

  /// The explanation of the running server, or of an engine of our own.
  private static func explain(
    _ question: String, in chat: ChatID?, _ shop: Shop, _ invocation: Invocation
  ) async throws -> JSONValue {
    let persona = try shop.persona(named: invocation.value("persona"))
    let server = try ServerClient(storage: shop.configuration.storage.directory)
    if await server.answers() {
      var body: [String: JSONValue] = ["message": .string(question)]
      body["chat_id"] = chat.map { .string($0.rawValue) }
      if chat == nil { body["persona"] = .string(persona.name) }
      return try await server.json("POST", "/api/explain", .object(body))
    }
    try await shop.tellWhatIsMissing(for: persona, on: invocation.terminal)
    let request = TurnRequest(owner: .local, chat: chat, persona: persona.name, text: question)
    guard chat != nil else {
      return try await explain(request, with: shop.startEngine(unkept: UnkeptChats()))
    }
    let store = try await shop.openStore()
    do {
      let explanation = try await explain(
        request, with: shop.startEngine(store: store, knowledge: shop.library()))
      await store.close()
      return explanation
    } catch {
      await store.close()
      throw error
    }
  }

  private static func explain(
    _ request: TurnRequest, with engine: Engine
  ) async throws -> JSONValue {
    do {
      let explanation = try await engine.explain(request)
      await engine.plugins.stop()
      return explanation.json
    } catch {
      await engine.plugins.stop()
      throw error
    }
  }
}
