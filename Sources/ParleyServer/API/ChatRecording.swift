import ParleyDomain
import ParleyPlugin

extension RecordedChat {
  /// A chat as it is exported: `{id, title, persona, created_at, updated_at, messages[]}`
  var jsonWithoutTraces: JSONValue {
    var json = chat.json
    json["messages"] = .array(messages.map { .object($0.json()) })
    return .object(json)
  }

  /// The same with `trace?` in each reply and the chat's `fence`, so that a replayed prompt can be
  /// compared to the recorded one byte by byte.
  var json: JSONValue {
    var json = chat.json
    json["fence"] = .string(chat.fence)
    json["messages"] = .array(
      messages.map { message in
        var members = message.json()
        members["trace"] = traces[message.id]
        return .object(members)
      })
    return .object(json)
  }
}
