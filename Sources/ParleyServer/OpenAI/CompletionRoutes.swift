import ParleyDomain
import ParleyEngine
import ParleyPlugin

extension Application {
  /// OpenAI's interface; also without `/v1`, as some clients are configured.
  static let completionRoutes: [Route] = ["/v1", ""].flatMap { prefix in
    [
      Route(
        .get, PathPattern(stringLiteral: prefix + "/models"), style: .openAI,
        "The personas as models, as OpenAI lists them."
      ) { call in
        .json([
          "object": "list",
          "data": .array(
            call.services.generations.engine.personas.map {
              ModelJSON.value($0, call.services.metrics.startedAt)
            }),
        ])
      },
      Route(
        .get, PathPattern(stringLiteral: prefix + "/models/{id}"), style: .openAI,
        "A persona as a model."
      ) { call in
        let persona = try CompletionRoute(call: call).persona(call.parameter("id"))
        return .json(ModelJSON.value(persona, call.services.metrics.startedAt))
      },
      Route(
        .post, PathPattern(stringLiteral: prefix + "/chat/completions"), style: .openAI,
        "Answers a chat as OpenAI's chat completions do.",
        body: [
          FieldSpec("model", .text(atMost: 128), required: true, "the name of a persona"),
          FieldSpec("messages", .any, required: true, "the chat; the last message is the user's"),
          FieldSpec("stream", .boolean, "whether the reply comes in pieces"),
          FieldSpec("stream_options", .any, "{include_usage}"),
          FieldSpec("max_tokens", .integer(1...1_000_000), "the longest reply"),
          FieldSpec("max_completion_tokens", .integer(1...1_000_000), "the longest reply"),
          FieldSpec(
            "user", .text(atMost: Visitor.longestEndUser),
            "for whom a program asks; where operators ask, each has memories of its own"),
          FieldSpec(
            "safety_identifier", .text(atMost: Visitor.longestEndUser), "goes before user"),
        ], offers: ["application/json", "text/event-stream"]
      ) { call in try await CompletionRoute(call: call).answer() },
    ]
  }
}

/// A persona as OpenAI's interface lists models.
enum ModelJSON {
  static func value(_ persona: Persona, _ created: Timestamp) -> JSONValue {
    [
      "id": .string(persona.name), "object": "model",
      "created": .integer(Int(created.milliseconds / 1000)), "owned_by": "parley",
      "name": .string(persona.label),
    ]
  }
}

/// `POST /v1/chat/completions`
struct CompletionRoute: Sendable {
  /// How long the head of a stream waits, so that a failure before the first text has a status that
  /// clients try again after.
  private static let patience = Duration.seconds(5)

  let call: Call

  func answer() async throws -> Response {
    if call.request.isDraining { throw Problem.draining }
    let wanted = try CompletionRequest(call.request.body)
    let persona = try persona(wanted.model)
    try GenerationLimit.check(call)
    let start = try await call.services.generations.start(
      TurnRequest(
        owner: call.visitor.owner(for: wanted.endUser), persona: persona.name, text: wanted.text,
        earlier: wanted.earlier,
        replyTokens: wanted.replyTokens, stream: wanted.stream))
    guard case .live(let generation) = start else { throw Problem.draining }
    let json = CompletionJSON(
      generation: generation.turn.generation, created: call.now, model: persona.name,
      publicURL: call.services.settings.publicURL)
    return wanted.stream
      ? try await stream(generation, json, includeUsage: wanted.includeUsage)
      : try await whole(generation, json)
  }

  /// The persona that a model's name stands for.
  func persona(_ model: String) throws -> Persona {
    guard
      let persona = call.services.generations.engine.personas.first(where: { $0.name == model })
    else {
      throw Problem.parameter(
        "model", "There is no model '\(Problem.shown(model))' here; see /v1/models.",
        status: 404, code: "model_not_found")
    }
    return persona
  }

  private func whole(_ generation: LiveGeneration, _ json: CompletionJSON) async throws -> Response
  {
    generation.attach()
    defer { generation.detach(grace: .zero) }
    switch await generation.lastEvent() {
    case .done(let reply):
      if let problem = CompletionStream.problem(of: reply) { throw problem }
      return .json(json.completion(reply))
    case .failed(let error): throw error
    case .turn, nil: throw CancellationError()
    }
  }

  private func stream(
    _ generation: LiveGeneration, _ json: CompletionJSON, includeUsage: Bool
  ) async throws -> Response {
    generation.attach()
    // Until the stream itself reads.
    defer { generation.detach(grace: CompletionRoute.patience) }
    var reader = LiveReader(generation)
    let deadline = ContinuousClock.now + CompletionRoute.patience
    while reader.position < 2, case .events(let events) = await reader.next(until: deadline) {
      guard case .failed(let error) = events.last else { continue }
      // With text before it, the failure belongs into the stream.
      let hasText = events.contains { if case .turn(.delta) = $0 { true } else { false } }
      if !hasText { throw error }
    }
    let stream = CompletionStream(
      call: call, generation: generation, json: json, includeUsage: includeUsage)
    return .events { write in try await stream.send(write) }
  }
}
