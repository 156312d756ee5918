import ParleyPlugin

// What hooks are given, as requests write it.

/// Earlier messages are sent from the newest on, as far as this many bytes of text go.
private let longestHistory = 256 << 10

extension Turn {
  /// `{chat, persona, message, history[]}`
  var json: JSONValue {
    [
      "chat": .string(chat.rawValue), "persona": persona.json, "message": message.json,
      "history": .array(recent(history).map(\.json)),
    ]
  }
}

extension PersonaInfo {
  var json: JSONValue {
    ["name": .string(name), "label": .string(label), "language": .string(language)]
  }
}

extension ChatMessage {
  /// `{id, role, text, created_at, sources[]?}`
  var json: JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(id.rawValue), "role": .string(role.rawValue), "text": .string(text),
      "created_at": .string(createdAt.description),
    ]
    if !sources.isEmpty { members["sources"] = .array(sources.map(\.json)) }
    return .object(members)
  }
}

extension Source {
  /// `{collection, id, title, url?}`
  var json: JSONValue {
    var members: [String: JSONValue] = [
      "collection": .string(reference.collection), "id": .string(reference.id),
      "title": .string(title),
    ]
    members["url"] = url.map { .string($0) }
    return .object(members)
  }
}

extension Exchange {
  /// `{turn, reply, injected[], searches[]}`
  var json: JSONValue {
    [
      "turn": turn.json, "reply": reply.json, "injected": .array(injected.map(\.json)),
      "searches": .array(searches.map(\.json)),
    ]
  }
}

extension SearchNote {
  /// `{plugin, collection, total, emptied[]}`
  fileprivate var json: JSONValue {
    [
      "plugin": .string(plugin), "collection": .string(collection), "total": .integer(total),
      "emptied": .array(emptied.map { .string($0) }),
    ]
  }
}

extension Notice {
  /// `{code, message, audience, plugin?, range?[start, end]}`
  fileprivate var forChildren: JSONValue {
    var members: [String: JSONValue] = [
      "code": .string(code), "message": .string(message), "audience": .string(audience.rawValue),
    ]
    members["plugin"] = plugin.map { .string($0) }
    members["range"] = range.map { [.integer($0.lowerBound), .integer($0.upperBound)] }
    return .object(members)
  }
}

extension ReplyRecord {
  var json: JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(id.rawValue), "text": .string(text),
      "finish_reason": .string(finishReason.rawValue), "usage": usage.json,
      "citations": .array(citations.map(\.json)),
      "notices": .array(notices.map(\.forChildren)),
      "duration_ms": .integer(Int(clamping: duration.inMilliseconds)),
    ]
    members["upstream"] = upstream.map { .string($0) }
    members["model"] = model.map { .string($0) }
    return .object(members)
  }
}

extension Usage {
  var json: JSONValue {
    [
      "input_tokens": .integer(inputTokens), "output_tokens": .integer(outputTokens),
      "cached_tokens": .integer(cachedTokens), "estimated": .boolean(estimated),
    ]
  }
}

extension InjectedPart {
  /// `{plugin, kind, text, index?, source?}`
  var json: JSONValue {
    var members: [String: JSONValue] = [
      "plugin": .string(plugin), "kind": .string(part.kind.rawValue), "text": .string(part.text),
    ]
    members["index"] = index.map { .integer($0) }
    members["source"] = part.source?.json
    return .object(members)
  }
}

extension EndedSession {
  /// `{chat, persona, messages[], started_at, ended_at}`
  var json: JSONValue {
    [
      "chat": .string(chat.rawValue), "persona": persona.json,
      "messages": .array(recent(messages).map(\.json)),
      "started_at": .string(startedAt.description), "ended_at": .string(endedAt.description),
    ]
  }
}

/// The newest messages that fit, oldest first.
private func recent(_ messages: [ChatMessage]) -> [ChatMessage] {
  var bytes = 0
  let kept = messages.reversed().prefix { message in
    bytes += message.text.utf8.count
    return bytes <= longestHistory
  }
  return kept.reversed()
}
