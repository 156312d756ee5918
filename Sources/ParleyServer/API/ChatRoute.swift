import ParleyCrypto
import ParleyDomain
import ParleyEngine
import ParleyJSON
import ParleyPlugin

extension Application {
  /// Talking: messages and the generations that answer them.
  static let chatRoutes: [Route] = [
    Route(
      .post, "/api/chat", "Answers a message; with stream: true as server-sent events.",
      body: [
        FieldSpec(
          "message", .text(atMost: TurnRequest.longestMessage), required: true,
          "what the user says"),
        FieldSpec("session_id", .text(atMost: 128), "the session to go on with; none begins one"),
        FieldSpec("persona", .text(atMost: 128), "who answers in a new session"),
        FieldSpec("stream", .boolean, "whether the reply comes in pieces"),
        FieldSpec("render", .oneOf(["html"]), "the reply as HTML besides"),
        FieldSpec("role", .any, "user, if anything: nobody else may speak"),
      ], offers: ["application/json", "text/event-stream"]
    ) { call in try await ChatRoute(call: call).answer() },
    Route(
      .get, "/api/generations/{id}/events",
      "The events of a reply, from the beginning or after Last-Event-ID.",
      query: [FieldSpec("render", .oneOf(["html"]), "the reply as HTML besides")],
      offers: ["text/event-stream", "application/json"]
    ) { call in try await GenerationRoute(call: call).events() },
    Route(
      .post, "/api/chat/stop", "Stops the reply that a session waits for; what there is stays.",
      body: [FieldSpec("session_id", .text(atMost: 128), required: true, "the session")]
    ) { call in try await GenerationRoute(call: call).stop() },
  ]
}

/// `POST /api/chat`
struct ChatRoute: Sendable {
  let call: Call

  func answer() async throws -> Response {
    if let role = call.fields["role"], role != "user" {
      throw Problem(
        403, "role_not_allowed", "/role: who asks is the user; leave it away.",
        faults: [Problem.Fault("/role", "expected user")])
    }
    return try await answer(try await turnRequest(try IdempotencyHeader.key(of: call)))
  }

  /// Begins a turn and tells of it as the client wants: whole or as a stream.
  func answer(_ request: TurnRequest) async throws -> Response {
    if call.request.isDraining { throw Problem.draining }
    try GenerationLimit.check(call)
    switch try await start(request) {
    case .live(let generation):
      return request.stream
        ? .events { write in
          try await GenerationStream(
            call: call, generation: generation, html: try call.wantsHTML(), heard: 0
          ).send(write)
        }
        : try await whole(generation, canComeBack: request.idempotency != nil)
    case .stored(_, let reply, let generation):
      let stored = try await StoredReply(call, reply: reply, generation: generation)
      let html = try call.wantsHTML()
      guard request.stream else { return .json(try stored.value(html: html)) }
      return .events { write in
        for event in stored.events(html: html) { try await write(event.bytes) }
      }
    }
  }

  /// Begins the turn; when the chat waits for another reply, says for which.
  private func start(_ request: TurnRequest) async throws -> LiveGenerations.Start {
    do {
      return try await call.services.generations.start(request)
    } catch let error as StoreError where error.code == .generationInProgress {
      var problem = Problem(error, forOperator: false)
      if let chat = request.chat,
        let running = call.services.generations.running(in: chat, owner: call.owner)
      {
        problem.members["generation_id"] = .string(running.turn.generation.rawValue)
      }
      throw problem
    }
  }

  private func whole(_ generation: LiveGeneration, canComeBack: Bool) async throws -> Response {
    generation.attach()
    // Who names the request can send it again and get this reply; nobody else can ask for it.
    defer {
      generation.detach(grace: canComeBack ? call.services.settings.resumeGrace : .zero)
    }
    switch await generation.lastEvent() {
    case .done(let reply):
      let json = ReplyJSON(
        services: call.services, visitor: call.visitor, session: generation.turn.session?.id,
        html: try call.wantsHTML())
      return .json(json.value(reply))
    case .failed(let error): throw error
    case .turn, nil: throw CancellationError()
    }
  }

  private func turnRequest(_ key: IdempotencyKey?) async throws -> TurnRequest {
    let session: Session
    let wanted = call.fields["persona"]?.string
    if let id = call.fields["session_id"]?.string {
      let found = try await call.session(id)
      if let wanted, wanted != found.persona {
        throw Problem.field(
          "/persona",
          "the session talks to '\(found.persona)'; begin a new one to talk to another persona")
      }
      session = SessionLife(call).used(found)
    } else {
      session = SessionLife(call).new(persona: try SessionLife(call).persona(wanted))
    }
    return TurnRequest(
      owner: call.owner, chat: session.chat, persona: session.persona,
      text: call.fields["message"]?.string ?? "", stream: call.fields["stream"]?.boolean ?? false,
      session: session, idempotency: key)
  }
}

/// The header `Idempotency-Key`.
enum IdempotencyHeader {
  static func key(of call: Call) throws -> IdempotencyKey? {
    guard let key = call.request.headers["Idempotency-Key"] else { return nil }
    guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
    else {
      throw Problem(
        400, "invalid_idempotency_key",
        "Idempotency-Key must have 1 to 255 printable ASCII characters.")
    }
    // The same request written with other blanks or another order is the same.
    var body = JSONWriter.string(.object(call.fields))
    // What a path names belongs to what is asked for.
    if call.request.path != "/api/chat" { body += " " + call.request.path }
    return IdempotencyKey(key: key, bodyHash: ContentHash.hex(of: body, length: 32))
  }
}

/// How many replies may be in the making for one owner.
enum GenerationLimit {
  static func check(_ call: Call) throws {
    let limit = call.services.settings.runningGenerations
    guard call.services.generations.running(of: call.owner) >= limit else { return }
    throw Problem(
      429, "too_many_generations",
      "\(limit) replies are being made for you already; wait for one of them.",
      headers: [.retry])
  }
}
