import ParleyDomain
import ParleyEngine
import ParleyJSON
import ParleyPlugin

/// Sends a generation as the chunks of OpenAI's interface: neither ids nor event names, because its
/// clients take them for chunks.
struct CompletionStream: Sendable {
  let call: Call
  let generation: LiveGeneration
  let json: CompletionJSON
  let includeUsage: Bool

  /// Sends until the end of the reply. Throws when the reader has left.
  func send(_ write: Response.Sink) async throws {
    generation.attach()
    defer { generation.detach(grace: .zero) }
    var reader = LiveReader(generation)
    try await send(.object(json.chunk(["role": "assistant", "content": ""])), write)
    while true {
      switch await reader.next(until: .now + call.services.settings.heartbeat) {
      case .over:
        try Task.checkCancellation()
        return
      case .late: try await write(ServerSentEvent.heartbeat)
      case .events(let events):
        for event in events { try await send(event, write) }
        if events.last?.isLast == true { return }
      }
    }
  }

  private func send(_ event: LiveEvent, _ write: Response.Sink) async throws {
    switch event {
    case .turn(.delta(let text)):
      try await send(.object(json.chunk(["content": .string(text)])), write)
    case .turn: break
    case .done(let reply):
      if let problem = CompletionStream.problem(of: reply) {
        return try await send(OpenAIError(problem).json, write)
      }
      let annotations = json.annotations(of: reply.message)
      if !annotations.isEmpty {
        try await send(.object(json.chunk(["annotations": .array(annotations)])), write)
      }
      try await send(json.lastChunk(reply), write)
      if includeUsage { try await send(json.usageChunk(reply), write) }
      try await write(ServerSentEvent(data: "[DONE]").bytes)
    case .failed(let error):
      let problem = Problem(error, forOperator: call.visitor.isOperator)
      try await send(OpenAIError(problem).json, write)
    }
  }

  private func send(_ json: JSONValue, _ write: Response.Sink) async throws {
    try await write(ServerSentEvent(data: JSONWriter.string(json)).bytes)
  }

  /// Why a stored reply is not what was asked for: its clients take a part for the whole.
  static func problem(of reply: TurnReply) -> Problem? {
    switch reply.message.status {
    case .interrupted where reply.message.finishReason == .interrupted: .draining
    case .incomplete:
      Problem(502, "upstream_broken_off", "The language model broke off in the middle.")
    default: nil
    }
  }
}
