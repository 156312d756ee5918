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
      .post, "/api/sessions",
      "Begins a session: fresh, going on with a chat, or fresh with what the chat came to.",
      body: [
        FieldSpec("chat_id", .text(atMost: 128), "the chat to go on with"),
        FieldSpec(
          "with", .oneOf(["history", "summary"]),
          "the chat itself (the default), or a new one that knows its summary"),
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
      if call.fields["with"] == "summary" {
        session = SessionLife(call).new(persona: chat.persona, chat: try await fresh(after: chat))
      } else {
        session = SessionLife(call).new(persona: chat.persona, chat: chat.id)
        messages = try await call.services.chats.messageCount(of: chat.id, owner: call.owner)
      }
    } else {
      if call.fields["with"] != nil {
        throw Problem.field("/with", "only together with chat_id")
      }
      session = SessionLife(call).new(persona: try SessionLife(call).persona(wanted))
    }
    try await call.services.sessions.save(session)
    return .json(session.json(messages: messages), status: 201)
  }

  /// A new chat that begins with what another one came to. Throws ``Problem`` when nobody has summed
  /// that one up.
  private func fresh(after chat: Chat) async throws -> ChatID {
    guard let archive = call.services.archive,
      let summary = try await call.services.recollections?.latestSummary(
        of: chat.id, owner: call.owner)
    else {
      throw Problem(
        409, "no_summary",
        "There is no summary of this chat; go on with its history, or start without.")
    }
    let engine = call.services.generations.engine
    let fresh = Chat(
      id: ChatID(engine.identifiers.next()), owner: call.owner, persona: chat.persona,
      title: chat.title,
      fence: engine.fences.fence(
        owner: call.owner, persona: chat.persona, firstMessage: summary),
      createdAt: call.now, updatedAt: call.now, carried: summary)
    return try await archive.insert(
      ArchivedChat(chat: fresh, messages: []), names: engine.identifiers)
  }

  /// `POST /api/clear`: the session goes on with a new chat, and the conversation in the old one has
  /// ended, as plugins that look at ended ones are told.
  func clear() async throws -> Response {
    let old = try await call.session(call.fields["session_id"]?.string ?? "")
    var session = SessionLife(call).used(old)
    let identifiers = call.services.generations.engine.identifiers
    session.chat = ChatID(identifiers.next())
    var sessions = [session]
    if try await call.services.chats.chat(old.chat, owner: call.owner) != nil {
      var ended = old
      ended.id = SessionID(identifiers.next())
      ended.expiresAt = call.now
      sessions.append(ended)
    }
    try await call.services.sessions.save(sessions)
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
