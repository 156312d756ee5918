package import ParleyDomain
package import ParleyPlugin

/// A turn before anything was stored: its chat, and its message with fresh names.
struct TurnBeginning: Sendable {
  /// With ``PromptBudget/reply`` as short as the request wants it.
  var persona: Persona
  /// What the client instructs besides, in order.
  var clientInstructions: [String]
  var chat: Chat
  var turn: Turn
  /// Whether messages stand before those of the turn's history.
  var isHistoryCut = false
  var begun: BegunTurn
}

/// A turn whose message is stored and whose reply is still to be made.
package struct AcceptedTurn: Sendable {
  let beginning: TurnBeginning
  let stream: Bool
  let stopwatch: Stopwatch

  package var chat: ChatID { beginning.chat.id }
  package var owner: OwnerID { beginning.chat.owner }
  package var persona: String { beginning.persona.name }
  package var userMessage: MessageID { beginning.begun.userMessage.id }
  package var reply: MessageID { beginning.begun.reply.id }
  package var generation: GenerationID { beginning.begun.generation }
  /// The session that the message came in, as it is after it.
  package var session: Session? { beginning.begun.session }

  /// What a reader hears first.
  package var event: TurnEvent {
    .accepted(chat: chat, userMessage: userMessage, reply: reply, generation: generation)
  }
}

/// What became of a request to begin a turn.
package enum Acceptance: Sendable {
  case new(AcceptedTurn)
  /// The request was sent before: this is the turn it made.
  case known(user: StoredMessage, reply: StoredMessage, generation: GenerationID)
}

extension Engine {
  /// Checks a request and gathers what its turn begins with. Stores nothing. Throws ``TurnError``.
  func begin(_ request: TurnRequest) async throws -> TurnBeginning {
    try check(request.text)
    let now = clock.now
    let chat = try await chat(for: request, at: now)
    var persona = try self.persona(chat.persona)
    if let tokens = request.replyTokens { persona.budget.reply = min(persona.budget.reply, tokens) }
    let stored = try await history(for: request, of: chat, persona)
    var parent = stored.messages.last?.id
    var earlier: [StoredMessage] = []
    for message in request.earlier {
      let message = StoredMessage(
        id: MessageID(identifiers.next()), chat: chat.id, parent: parent, role: message.role,
        content: message.content, status: .complete, createdAt: now)
      parent = message.id
      earlier.append(message)
    }
    var userMessage = StoredMessage(
      id: MessageID(identifiers.next()), chat: chat.id, parent: parent, role: .user,
      content: request.text, status: .complete, createdAt: now)
    var isAnsweredAgain = false
    if case .answerAgain(let message) = request.branch {
      (userMessage, isAnsweredAgain) = (message, true)
    }
    let reply = StoredMessage(
      id: MessageID(identifiers.next()), chat: chat.id, parent: userMessage.id, role: .assistant,
      content: "", status: .pending, createdAt: now)
    let history = stored.messages + earlier
    return TurnBeginning(
      persona: persona,
      clientInstructions: (stored.earlierInstructions + history)
        .filter { $0.role == .system }.map(\.content),
      chat: chat,
      turn: Turn(
        chat: chat.id, persona: persona.info, message: userMessage.asChatMessage,
        history: history.filter { $0.role != .system }.map(\.asChatMessage)),
      isHistoryCut: stored.isCut,
      begun: BegunTurn(
        chat: chat, earlier: earlier, userMessage: userMessage, reply: reply,
        generation: GenerationID(identifiers.next()),
        session: request.session.map { session in
          var session = session
          session.chat = chat.id
          return session
        }, idempotency: request.idempotency, isAnsweredAgain: isAnsweredAgain))
  }

  /// The conversation before the message of a request.
  private func history(
    for request: TurnRequest, of chat: Chat, _ persona: Persona
  ) async throws -> ChatHistory {
    guard request.chat != nil else { return ChatHistory() }
    let bytes = historyBytes(of: persona)
    guard let branch = request.branch else {
      return try await store.history(of: chat.id, upTo: nil, bytes: bytes, owner: request.owner)
    }
    guard let parent = branch.message.parent else { return ChatHistory() }
    return try await store.history(of: chat.id, upTo: parent, bytes: bytes, owner: request.owner)
  }

  /// The chat that a request goes on with, or a new one. The chat of a session begins with its first
  /// message, under the name that the session has for it.
  private func chat(for request: TurnRequest, at now: Timestamp) async throws -> Chat {
    if let id = request.chat {
      if var found = try await store.chat(id, owner: request.owner) {
        found.updatedAt = now
        return found
      }
      guard id == request.session?.chat else {
        throw TurnError(.chatUnknown, "there is no chat '\(id)'")
      }
    }
    let persona = try self.persona(request.persona).name
    return Chat(
      id: request.chat ?? ChatID(identifiers.next()), owner: request.owner, persona: persona,
      title: ChatTitle.from(firstMessage: request.text),
      fence: fences.fence(owner: request.owner, persona: persona, firstMessage: request.text),
      createdAt: now, updatedAt: now)
  }

  private func check(_ text: String) throws {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw TurnError(.messageEmpty, "the message is empty")
    }
    guard text.count <= TurnRequest.longestMessage else {
      throw TurnError(
        .messageTooLong,
        "the message has \(text.count) characters; the limit is \(TurnRequest.longestMessage)")
    }
  }
}

/// What a chat is called until somebody renames it.
enum ChatTitle {
  /// The beginning of the first message, on one line, at most 60 characters.
  static func from(firstMessage text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= 60 ? words : words.prefix(59) + "…"
  }
}
