import ParleyDomain
import ParleyEngine
import ParleyPlugin

extension Application {
  /// Sessions: the live handles on chats.
  static let sessionRoutes: [Route] = [
    Route(.get, "/api/sessions", "The caller's sessions, the one used last first.") { call in
      let sessions = try await call.services.sessions.sessions(of: call.owner, at: call.now)
      return .json([
        "sessions": .array(sessions.map { $0.session.json(messages: $0.messages) })
      ])
    },
    Route(
      .post, "/api/sessions", "Begins a session: fresh, or going on with a chat.",
      body: [
        FieldSpec("chat_id", .text(atMost: 128), "the chat to go on with"),
        FieldSpec("with", .oneOf(["history"]), "what of the chat the persona remembers"),
        FieldSpec("persona", .text(atMost: 128), "who answers in a fresh session"),
      ]
    ) { call in try await SessionRoutes(call: call).create() },
    Route(.delete, "/api/sessions/{id}", "Ends a session; its chat stays.") { call in
      let id = SessionID(call.parameter("id"))
      guard try await call.services.sessions.end(id, owner: call.owner) else {
        throw Problem.notFound
      }
      return .noContent
    },
    Route(
      .post, "/api/clear", "Gives a session a new chat; the old one stays in the history.",
      body: [FieldSpec("session_id", .text(atMost: 128), required: true, "the session")]
    ) { call in try await SessionRoutes(call: call).clear() },
  ]
}

struct SessionRoutes: Sendable {
  let call: Call

  /// `POST /api/sessions`
  func create() async throws -> Response {
    let session: Session
    var messages = 0
    let wanted = call.fields["persona"]?.string
    if let id = call.fields["chat_id"]?.string {
      guard let chat = try await call.services.chats.chat(ChatID(id), owner: call.owner) else {
        throw Problem.notFound
      }
      if let wanted, wanted != chat.persona {
        throw Problem.field("/persona", "the chat is with '\(chat.persona)' and stays so")
      }
      session = SessionLife(call).new(persona: chat.persona, chat: chat.id)
      messages = try await call.services.chats.messages(of: chat.id, owner: call.owner).count
    } else {
      if call.fields["with"] != nil {
        throw Problem.field("/with", "only together with chat_id")
      }
      session = SessionLife(call).new(persona: try SessionLife(call).persona(wanted))
    }
    try await call.services.sessions.save(session)
    return .json(session.json(messages: messages), status: 201)
  }

  /// `POST /api/clear`
  func clear() async throws -> Response {
    var session = SessionLife(call).used(
      try await call.session(call.fields["session_id"]?.string ?? ""))
    session.chat = ChatID(call.services.generations.engine.identifiers.next())
    try await call.services.sessions.save(session)
    return .json(session.json(messages: 0))
  }
}

extension Session {
  /// `{session_id, chat_id, persona, message_count, created_at, last_active_at, expires_at}`
  func json(messages: Int) -> JSONValue {
    [
      "session_id": .string(id.rawValue), "chat_id": .string(chat.rawValue),
      "persona": .string(persona), "message_count": .integer(messages),
      "created_at": .string(createdAt.description),
      "last_active_at": .string(lastActiveAt.description),
      "expires_at": .string(expiresAt.description),
    ]
  }
}
