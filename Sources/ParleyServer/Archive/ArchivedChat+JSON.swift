package import ParleyDomain
package import ParleyPlugin

extension ArchivedChat {
  /// The chat as a file: what `POST /api/chats/import` and `parley chats import` take back.
  ///
  /// `{format: "parley-chat", version: 1, id, title, persona, created_at, updated_at, active_leaf,
  /// carried?, messages[]}`. Messages are those of `GET /api/chats/{id}` with `usage`, `knowledge` and
  /// `feedback`; those of operators also with `upstream`, the cost, and the notices that are for them.
  package func json(forOperator: Bool) -> JSONValue {
    var json = chat.json
    json["format"] = .string(ArchivedChat.format)
    json["version"] = .integer(ArchivedChat.version)
    let opinions = Dictionary(
      feedback.map { ($0.message, $0) }, uniquingKeysWith: { _, last in last })
    json["messages"] = .array(
      messages.map { message in
        var members = message.archived(forOperator: forOperator)
        members["feedback"] = opinions[message.id].map(\.json)
        return .object(members)
      })
    return .object(json)
  }

  /// What a file says it is.
  static let format = "parley-chat"
  /// Readers refuse files of later versions.
  static let version = 1
}

extension StoredMessage {
  fileprivate func archived(forOperator: Bool) -> [String: JSONValue] {
    var json = json(forOperator: forOperator)
    if forOperator {
      json["upstream"] = upstream.map(JSONValue.string)
      if role == .assistant { json["notices"] = .array(notices.map(\.archived)) }
    }
    if var usage {
      if !forOperator { usage.cost = nil }
      json["usage"] = usage.json
    }
    if !knowledge.isEmpty { json["knowledge"] = .object(knowledge.mapValues(JSONValue.string)) }
    return json
  }
}

extension Notice {
  /// With whom it is for, when not for everyone.
  fileprivate var archived: JSONValue {
    guard audience != .everyone, case .object(var members) = json else { return json }
    members["audience"] = .string(audience.rawValue)
    return .object(members)
  }
}
