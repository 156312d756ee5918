package import ParleyPlugin

extension Prompt {
  /// The members of ``json`` as an explanation or a trace shows them. Each part also has
  /// `milliseconds`, the time of the hook that contributed it (0 for what the engine itself puts in),
  /// and its source the `version` of the collection that was searched.
  package func json(hooks: [HookRun], versions: [String: String]) -> [String: JSONValue] {
    let times = Dictionary(
      hooks.filter { $0.hook == .prePrompt }.map { ($0.plugin, $0.milliseconds) },
      uniquingKeysWith: { first, _ in first })
    var json = self.json
    json["parts"] = .array(
      parts.map { part in
        guard case .object(var members) = part.json else { return .null }
        members["milliseconds"] = .number(times[part.plugin] ?? 0)
        members["source"] = part.source.map { versioned($0, versions) }
        return .object(members)
      })
    json["dropped"] = .array(
      dropped.map { part in
        guard case .object(var members) = part.json else { return .null }
        members["source"] = part.source.map { versioned($0, versions) }
        return .object(members)
      })
    return json
  }

  private func versioned(_ source: Source, _ versions: [String: String]) -> JSONValue {
    guard case .object(var members) = source.json else { return .null }
    members["version"] = versions[source.reference.collection].map(JSONValue.string)
    return .object(members)
  }

  /// What stands in the place of a prompt when none was compiled.
  package static let noPrompt: [String: JSONValue] = ["messages": [], "parts": [], "dropped": []]
}

extension PluginVerdict {
  /// `{plugin, outcome, text}`; the outcome is `answered` or `refused`, as in the hook's run.
  package var json: JSONValue {
    [
      "plugin": .string(plugin), "outcome": isRefusal ? "refused" : "answered",
      "text": .string(text),
    ]
  }
}

extension QueryReading {
  /// `{intent, order?, filters[], emptied[], terms[], named[], follow_up}`; filters as people read
  /// them, such as `price at most 15.00 USD`.
  package var json: JSONValue {
    var json: [String: JSONValue] = [
      "intent": .string(intent.rawValue),
      "filters": .array(filters.map { .string($0.description) }),
      "emptied": .array(emptied.map { .string($0.description) }),
      "terms": .array(terms.map(JSONValue.string)),
      "named": .array(named.map { .string($0.description) }),
      "follow_up": .boolean(isFollowUp),
    ]
    json["order"] = order.map { .string($0.rawValue) }
    return .object(json)
  }
}
