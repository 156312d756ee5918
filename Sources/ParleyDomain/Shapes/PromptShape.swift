package import ParleyPlugin

extension Prompt {
  /// The members `messages`, `parts`, `dropped`, `budget` and `shared_prefix_tokens` of an explanation.
  package var json: [String: JSONValue] {
    [
      "messages": .array(
        messages.map { ["role": .string($0.role.rawValue), "content": .string($0.content)] }),
      "parts": .array(parts.map(\.json)),
      "dropped": .array(dropped.map(\.json)),
      "budget": budget.json,
      "shared_prefix_tokens": sharedPrefixTokens.map(JSONValue.integer) ?? .null,
    ]
  }
}

extension PromptPart {
  /// `{plugin, kind, message, text, tokens, source?, index?, score?}`
  package var json: JSONValue {
    var json: [String: JSONValue] = [
      "plugin": .string(plugin), "kind": .string(kind.rawValue), "message": .integer(message),
      "text": .string(text), "tokens": .integer(tokens),
    ]
    json["source"] = source?.json
    json["index"] = index.map(JSONValue.integer)
    json["score"] = score.map(JSONValue.number)
    return .object(json)
  }
}

extension DroppedPart {
  /// `{plugin, kind, tokens, reason, source?}`
  package var json: JSONValue {
    var json: [String: JSONValue] = [
      "plugin": .string(plugin), "kind": .string(kind.rawValue), "tokens": .integer(tokens),
      "reason": .string(reason),
    ]
    json["source"] = source?.json
    return .object(json)
  }
}

extension SpentBudget {
  package var json: JSONValue {
    [
      "context": .integer(context), "reply": .integer(reply),
      "instructions": .integer(instructions), "knowledge": .integer(knowledge),
      "knowledge_limit": .integer(knowledgeLimit), "memory": .integer(memory),
      "memory_limit": .integer(memoryLimit), "history": .integer(history),
      "history_limit": .integer(historyLimit), "message": .integer(message),
      "prompt": .integer(prompt),
    ]
  }
}
