package import ParleyDomain
package import ParleyPlugin

/// Where a turn leaves the conversation, to become another version of what is stored there.
package enum TurnBranch: Sendable, Hashable {
  /// Another reply to this message of the user.
  case answerAgain(StoredMessage)
  /// Another message in place of this one of the user.
  case edit(StoredMessage)

  /// The message of the user.
  package var message: StoredMessage {
    switch self {
    case .answerAgain(let message), .edit(let message): message
    }
  }
}

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
  /// What went before in a new chat, oldest first, when the client keeps the chat itself. System
  /// messages are further instructions, after the persona's own.
  package var earlier: [ModelMessage]
  /// The longest reply in tokens, when the client wants it shorter than the persona allows.
  package var replyTokens: Int?
  /// Whether the reply should come in pieces.
  package var stream: Bool
  /// The session that the message comes in, as it is after it.
  package var session: Session?
  /// Makes sending the request twice the same as sending it once.
  package var idempotency: IdempotencyKey?
  /// The message of ``chat`` that the turn is another version of; `nil` goes on at its end.
  package var branch: TurnBranch?

  package init(
    owner: OwnerID, chat: ChatID? = nil, persona: String, text: String,
    earlier: [ModelMessage] = [], replyTokens: Int? = nil, stream: Bool = true,
    session: Session? = nil, idempotency: IdempotencyKey? = nil, branch: TurnBranch? = nil
  ) {
    self.owner = owner
    self.chat = chat
    self.persona = persona
    self.text = text
    self.earlier = earlier
    self.replyTokens = replyTokens
    self.stream = stream
    self.session = session
    self.idempotency = idempotency
    self.branch = branch
  }
}

/// What a reader of a turn is told, in order: accepted, any number of deltas, then the reply.
package enum TurnEvent: Sendable, Hashable {
  /// The user's message is stored.
  indirect case accepted(
    chat: ChatID, userMessage: MessageID, reply: MessageID, generation: GenerationID)
  /// More of the reply.
  case delta(String)
  /// A remark that does not wait for the end.
  indirect case notice(Notice)
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
  /// Operators see the notices that are for them, too.
  package func json(session: String?, forOperator: Bool = false) -> JSONValue {
    let notices = message.notices.filter { forOperator || $0.audience == .everyone }
    return [
      "reply": .string(message.content),
      "session_id": session.map(JSONValue.string) ?? .null,
      "chat_id": .string(message.chat.rawValue),
      "message_id": .string(message.id.rawValue),
      "generation_id": .string(generation.rawValue),
      "persona": .string(persona),
      "model": message.model.map(JSONValue.string) ?? .null,
      "finish_reason": message.finishReason.map { .string($0.rawValue) } ?? .null,
      "citations": .array(message.citations.map(\.json)),
      "notices": .array(notices.map(\.json)),
      "usage": (message.usage ?? Usage()).json,
      "knowledge": .object(message.knowledge.mapValues(JSONValue.string)),
    ]
  }
}
