package import ParleyDomain
package import ParleyPlugin

/// A message that somebody wants answered.
package struct TurnRequest: Sendable, Hashable {
  /// The longest message, in characters.
  package static let longestMessage = 200_000

  package var owner: OwnerID
  /// The chat to go on with; `nil` begins a new one.
  package var chat: ChatID?
  /// The persona of a new chat; a chat keeps its own.
  package var persona: String
  package var text: String
  /// Whether the reply should come in pieces.
  package var stream: Bool

  package init(
    owner: OwnerID, chat: ChatID? = nil, persona: String, text: String, stream: Bool = true
  ) {
    self.owner = owner
    self.chat = chat
    self.persona = persona
    self.text = text
    self.stream = stream
  }
}

/// What a reader of a turn is told, in order: accepted, any number of deltas, then the reply.
package enum TurnEvent: Sendable, Hashable {
  /// The user's message is stored.
  case accepted(chat: ChatID, userMessage: MessageID, reply: MessageID, generation: GenerationID)
  /// More of the reply.
  case delta(String)
  /// A remark that does not wait for the end.
  case notice(Notice)
}

/// A turn's reply, stored.
package struct TurnReply: Sendable, Hashable {
  package var message: StoredMessage
  package var persona: String
  package var generation: GenerationID
  package var trace: Trace

  package init(
    message: StoredMessage, persona: String, generation: GenerationID, trace: Trace
  ) {
    self.message = message
    self.persona = persona
    self.generation = generation
    self.trace = trace
  }
}

extension TurnReply {
  /// The reply as other programs read it, from `POST /api/chat`, `done` and `parley ask --json`.
  package func json(session: String?) -> JSONValue {
    [
      "reply": .string(message.content),
      "session_id": session.map(JSONValue.string) ?? .null,
      "chat_id": .string(message.chat.rawValue),
      "message_id": .string(message.id.rawValue),
      "generation_id": .string(generation.rawValue),
      "persona": .string(persona),
      "model": message.model.map(JSONValue.string) ?? .null,
      "finish_reason": message.finishReason.map { .string($0.rawValue) } ?? .null,
      "citations": .array(message.citations.map(\.json)),
      "notices": .array(message.notices.filter { $0.audience == .everyone }.map(\.json)),
      "usage": (message.usage ?? Usage()).json,
      "knowledge": .object(message.knowledge.mapValues(JSONValue.string)),
    ]
  }
}
