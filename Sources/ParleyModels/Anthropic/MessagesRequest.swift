import ParleyDomain
import ParleyPlugin

/// The body of a request to Anthropic's Messages.
///
/// Instructions stand beside the messages, under `system`. The messages take turns, begin with the
/// user's, and none is empty: neighbours of one role are joined, and what the system says between
/// them goes to the front of the user's next message.
struct MessagesRequest {
  let endpoint: UpstreamEndpoint
  let request: ModelRequest

  /// The members of the body.
  var members: [String: JSONValue] {
    var members = endpoint.parameters
    if let stops = members.removeValue(forKey: "stop"), stops != .null {
      members["stop_sequences"] = stops.array == nil ? [stops] : stops
    }
    members["model"] = .string(endpoint.model)
    members["stream"] = .boolean(request.stream)
    members["messages"] = .array(
      turns.map { ["role": .string($0.role), "content": .string($0.text)] })
    members["system"] = instructions(cache: members.removeValue(forKey: "cache_control"))
    let configured = members["max_tokens"]?.integer ?? request.replyTokens
    // The limit holds for thinking too, which is not part of the reply.
    let thinking = max(0, members["thinking"]?["budget_tokens"]?.integer ?? 0)
    let (limit, isTooMuch) = min(configured, request.replyTokens).addingReportingOverflow(thinking)
    members["max_tokens"] = .integer(isTooMuch ? .max : limit)
    return members.filter { $0.value != .null && !endpoint.dropped.contains($0.key) }
  }

  /// What stands beside the messages; `cache` asks the provider to keep it between calls.
  private func instructions(cache: JSONValue?) -> JSONValue? {
    guard !system.isEmpty else { return nil }
    guard let cache, cache != .null else { return .string(system) }
    return [["type": "text", "text": .string(system), "cache_control": cache]]
  }

  /// What the system says before anybody else.
  private var system: String {
    request.messages.prefix { $0.role == .system }.map(\.content).filter(Self.saysSomething)
      .joined(separator: "\n\n")
  }

  private var turns: [(role: String, text: String)] {
    var turns: [(role: String, text: String)] = []
    for message in request.messages.drop(while: { $0.role == .system })
    where Self.saysSomething(message.content) {
      let role = message.role == .assistant ? "assistant" : "user"
      if turns.last?.role == role {
        turns[turns.count - 1].text += "\n\n" + message.content
      } else {
        // A chat that somebody else began, for example with a greeting.
        if turns.isEmpty, role == "assistant" { turns.append(("user", "…")) }
        turns.append((role, message.content))
      }
    }
    return turns
  }

  private static func saysSomething(_ text: String) -> Bool {
    text.contains { !$0.isWhitespace }
  }
}
