import ParleyDomain
import ParleyEngine
import ParleyPlugin

extension Application {
  /// Who answers, with what, and how a prompt came about.
  static let engineRoutes: [Route] = [
    Route(
      .get, "/api/personas", "The personas that answer, and what the caller may see behind them."
    ) { call in
      .json([
        "personas": .array(call.services.generations.engine.personas.map(\.json)),
        "may": ["trace": .boolean(call.maySeeTraces)],
      ])
    },
    Route(.get, "/api/models", "The upstreams, for operators.") { call in
      try call.requireOperator(unless: call.services.settings.exposesModels)
      return .json([
        "models": .array(
          call.services.generations.engine.upstreams.map { upstream in
            [
              "upstream": .string(upstream.name), "model": .string(upstream.model),
              "context_tokens": .integer(upstream.contextTokens),
              "extractive": .boolean(upstream.isExtractive),
            ]
          })
      ])
    },
    Route(.get, "/api/messages/{id}/trace", "What happened in the turn of a reply.") { call in
      try call.requireOperator(unless: call.services.settings.exposesTraces)
      let id = MessageID(call.parameter("id"))
      guard let trace = try await call.services.traces.trace(of: id, owner: call.owner) else {
        throw Problem.notFound
      }
      return .json(trace)
    },
    Route(
      .post, "/api/explain", "The prompt of a message, part by part, without sending it.",
      body: [
        FieldSpec(
          "message", .text(atMost: TurnRequest.longestMessage), required: true,
          "what the user would say"),
        FieldSpec("persona", .text(atMost: 128), "who would answer"),
        FieldSpec("session_id", .text(atMost: 128), "the session it would be said in"),
        FieldSpec("chat_id", .text(atMost: 128), "the chat it would be said in"),
      ]
    ) { call in
      try call.requireOperator(unless: call.services.settings.exposesTraces)
      return .json(try await Application.explain(call).json)
    },
  ]

  private static func explain(_ call: Call) async throws -> Explanation {
    var session: Session?
    var chat: Chat?
    let wanted = call.fields["persona"]?.string
    if let id = call.fields["session_id"]?.string { session = try await call.session(id) }
    if let id = call.fields["chat_id"]?.string {
      guard session == nil else {
        throw Problem.field("/chat_id", "only without session_id, which names its chat")
      }
      chat = try await call.services.chats.chat(ChatID(id), owner: call.owner)
      guard let chat else { throw Problem.notFound }
      if let wanted, wanted != chat.persona {
        throw Problem.field("/persona", "the chat is with '\(chat.persona)' and stays so")
      }
    }
    let persona = try session?.persona ?? chat?.persona ?? SessionLife(call).persona(wanted)
    let request = TurnRequest(
      owner: call.owner, chat: session?.chat ?? chat?.id, persona: persona,
      text: call.fields["message"]?.string ?? "", session: session)
    return try await call.services.generations.withEngine { try await $0.explain(request) }
  }
}

extension Call {
  /// Whether traces and explanations are shown to the caller.
  var maySeeTraces: Bool { visitor.isOperator || services.settings.exposesTraces }
}

extension Persona {
  /// What a client may know: `{name, label, language, greeting, samples[], contact}`
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "label": .string(label), "language": .string(language),
      "greeting": greeting.map(JSONValue.string) ?? .null,
      "samples": .array(samples.map(JSONValue.string)),
      "contact": contact.map(JSONValue.string) ?? .null,
    ]
  }
}
