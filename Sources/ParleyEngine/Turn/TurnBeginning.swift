import ParleyDomain
import ParleyPlugin

/// A turn before anything was stored: its chat, and its message with fresh names.
struct TurnBeginning: Sendable {
  var persona: Persona
  var chat: Chat
  var turn: Turn
  var begun: BegunTurn
}

extension Engine {
  /// Checks a request and gathers what its turn begins with. Stores nothing. Throws ``TurnError``.
  func begin(_ request: TurnRequest) async throws -> TurnBeginning {
    try check(request.text)
    let now = clock.now
    var history: [StoredMessage] = []
    var chat: Chat
    let persona: Persona
    if let id = request.chat {
      guard let found = try await store.chat(id, owner: request.owner) else {
        throw TurnError(.chatUnknown, "there is no chat '\(id)'")
      }
      chat = found
      chat.updatedAt = now
      persona = try self.persona(chat.persona)
      history = try await store.messages(of: id, owner: request.owner)
    } else {
      persona = try self.persona(request.persona)
      chat = Chat(
        id: ChatID(identifiers.next()), owner: request.owner, persona: persona.name,
        title: ChatTitle.from(firstMessage: request.text),
        fence: fences.fence(
          owner: request.owner, persona: persona.name, firstMessage: request.text),
        createdAt: now, updatedAt: now)
    }
    let userMessage = StoredMessage(
      id: MessageID(identifiers.next()), chat: chat.id, parent: history.last?.id, role: .user,
      content: request.text, status: .complete, createdAt: now)
    let reply = StoredMessage(
      id: MessageID(identifiers.next()), chat: chat.id, parent: userMessage.id, role: .assistant,
      content: "", status: .pending, createdAt: now)
    return TurnBeginning(
      persona: persona, chat: chat,
      turn: Turn(
        chat: chat.id, persona: persona.info, message: userMessage.asChatMessage,
        history: history.map(\.asChatMessage)),
      begun: BegunTurn(
        chat: chat, userMessage: userMessage, reply: reply,
        generation: GenerationID(identifiers.next())))
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
