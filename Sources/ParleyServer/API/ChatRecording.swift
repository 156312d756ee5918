import ParleyDomain
import ParleyPlugin

extension RecordedChat {
  /// A chat with `trace?` in each reply and its `fence`, so that a replayed prompt can be compared to
  /// the recorded one byte by byte.
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
