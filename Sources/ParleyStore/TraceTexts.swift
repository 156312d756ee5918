import ParleyPlugin

/// The texts of a prompt in a stored trace: kept once, though readers of a trace find them twice.
///
/// The content of each message is the texts of its parts, joined. So it is left out of what is
/// stored, and filled in when the trace is read.
enum TraceTexts {
  /// The trace without the contents that its parts give again.
  static func stored(_ trace: JSONValue) -> JSONValue {
    changingMessages(of: trace) { message, text in
      if message["content"] == .string(text) { message["content"] = nil }
    }
  }

  /// The trace as it was before ``stored(_:)``.
  static func whole(_ trace: JSONValue) -> JSONValue {
    changingMessages(of: trace) { message, text in
      if message["content"] == nil { message["content"] = .string(text) }
    }
  }

  /// Calls `change` with the members of each message and the texts of its parts, joined. What is no
  /// trace of a prompt stays as it is.
  private static func changingMessages(
    of trace: JSONValue, _ change: (inout [String: JSONValue], String) -> Void
  ) -> JSONValue {
    guard var members = trace.object, let messages = members["messages"]?.array,
      let parts = members["parts"]?.array
    else { return trace }
    var texts = Array(repeating: "", count: messages.count)
    for part in parts {
      guard let message = part["message"]?.integer, texts.indices.contains(message) else {
        continue
      }
      texts[message] += part["text"]?.string ?? ""
    }
    members["messages"] = .array(
      zip(messages, texts).map { message, text in
        guard var message = message.object else { return message }
        change(&message, text)
        return .object(message)
      })
    return .object(members)
  }
}
