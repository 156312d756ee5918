import ParleyPlugin

/// The documents that are posted: `type`, `timestamp` and `data`, as Standard Webhooks recommends.
enum WebhookBody {
  /// The most bytes of text that the messages of a conversation may add; older ones are left out.
  static let longestConversation = 512 << 10

  static func turn(_ exchange: Exchange, includesMessages: Bool) -> JSONValue {
    let (turn, reply) = (exchange.turn, exchange.reply)
    var data: [String: JSONValue] = [
      "chat_id": .string(turn.chat.rawValue),
      "user_message_id": .string(turn.message.id.rawValue),
      "message_id": .string(reply.id.rawValue),
      "persona": .string(turn.persona.name),
      "message": .string(turn.message.text),
      "reply": .string(reply.text),
      "finish_reason": .string(reply.finishReason.rawValue),
      "upstream": reply.upstream.map(JSONValue.string) ?? .null,
      "model": reply.model.map(JSONValue.string) ?? .null,
      "citations": .array(reply.citations.map(json)),
      "notices": .array(reply.notices.map { .string($0.code) }),
      "usage": [
        "input_tokens": .integer(reply.usage.inputTokens),
        "output_tokens": .integer(reply.usage.outputTokens),
        "cached_tokens": .integer(reply.usage.cachedTokens),
        "estimated": .boolean(reply.usage.estimated),
      ],
      "duration_ms": .integer(Int(clamping: reply.duration.inMilliseconds)),
    ]
    if includesMessages {
      let answer = ChatMessage(
        id: reply.id, role: .assistant, text: reply.text, sources: reply.citations,
        createdAt: turn.message.createdAt)
      add(turn.history + [turn.message, answer], to: &data)
    }
    return document(.turn, at: turn.message.createdAt, data)
  }

  static func ended(_ session: EndedSession, includesMessages: Bool) -> JSONValue {
    var data: [String: JSONValue] = [
      "chat_id": .string(session.chat.rawValue),
      "persona": .string(session.persona.name),
      "started_at": .string(session.startedAt.description),
      "ended_at": .string(session.endedAt.description),
      "message_count": .integer(session.messages.count),
    ]
    if includesMessages { add(session.messages, to: &data) }
    return document(.sessionEnded, at: session.endedAt, data)
  }

  private static func document(
    _ event: WebhookEvent, at time: Timestamp, _ data: [String: JSONValue]
  ) -> JSONValue {
    [
      "type": .string(event.rawValue), "timestamp": .string(time.description),
      "data": .object(data),
    ]
  }

  /// Adds the newest messages that there is room for, in order.
  private static func add(_ messages: [ChatMessage], to data: inout [String: JSONValue]) {
    var room = longestConversation
    var first = messages.endIndex
    while first > messages.startIndex, messages[first - 1].text.utf8.count <= room {
      first -= 1
      room -= messages[first].text.utf8.count
    }
    data["messages"] = .array(messages[first...].map(json))
    if first > 0 { data["messages_left_out"] = .integer(first) }
  }

  private static func json(_ message: ChatMessage) -> JSONValue {
    [
      "id": .string(message.id.rawValue), "role": .string(message.role.rawValue),
      "content": .string(message.text), "created_at": .string(message.createdAt.description),
    ]
  }

  private static func json(_ source: Source) -> JSONValue {
    [
      "collection": .string(source.reference.collection), "id": .string(source.reference.id),
      "title": .string(source.title), "url": source.url.map(JSONValue.string) ?? .null,
    ]
  }
}
