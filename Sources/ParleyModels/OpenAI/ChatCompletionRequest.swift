import ParleyDomain
import ParleyPlugin

/// The body of a chat completions request.
struct ChatCompletionRequest {
  let endpoint: UpstreamEndpoint
  let request: ModelRequest
  /// Whether a stream is to end with its usage. Some servers refuse to be asked.
  var asksForUsage: Bool

  /// Whether the body holds `stream_options`.
  var hasStreamOptions: Bool { members["stream_options"] != nil }

  /// The members of the body.
  var members: [String: JSONValue] {
    var members = endpoint.parameters
    members["model"] = .string(endpoint.model)
    members["stream"] = .boolean(request.stream)
    switch endpoint.interface {
    case .chat, .messages:
      members["messages"] = .array(
        request.messages.map {
          ["role": .string($0.role.rawValue), "content": .string($0.content)]
        })
    case .completions:
      members["prompt"] = .string(CompletionPrompt.text(of: request.messages))
      if members["stop"] == nil {
        members["stop"] = .array(CompletionPrompt.stops.map(JSONValue.string))
      }
    }
    let limitName = members["max_completion_tokens"] == nil ? "max_tokens" : "max_completion_tokens"
    if members[limitName] != .null {
      let configured = members[limitName]?.integer ?? request.replyTokens
      members[limitName] = .integer(min(configured, request.replyTokens))
    }
    if !request.stream {
      members["stream_options"] = nil
    } else if asksForUsage, members["stream_options"] == nil {
      members["stream_options"] = ["include_usage": true]
    }
    return members.filter { $0.value != .null && !endpoint.dropped.contains($0.key) }
  }
}
