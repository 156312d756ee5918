/// A protocol that ``FakeUpstream`` speaks: how replies are written in it.
public enum UpstreamDialect: Sendable, CaseIterable {
  /// Chat completions, as OpenAI and its imitators speak them.
  case chatCompletions
  /// OpenAI's older interface for base models.
  case completions
  /// Anthropic's Messages.
  case messages

  /// The protocol that is spoken under a path.
  init?(path: some StringProtocol) {
    if path.hasSuffix("/chat/completions") {
      self = .chatCompletions
    } else if path.hasSuffix("/completions") {
      self = .completions
    } else if path.hasSuffix("/messages") {
      self = .messages
    } else {
      return nil
    }
  }

  // MARK: Streams

  /// What stands before the first token.
  func opening(promptTokens: Int) -> String {
    switch self {
    case .chatCompletions: chunk(#""delta":{"role":"assistant","content":""}"#)
    case .completions: ": no role\n\n"
    case .messages:
      event(
        "message_start",
        #""message":{"id":"msg_1","type":"message","role":"assistant","content":[],"#
          + #""model":"fake","stop_reason":null,"stop_sequence":null,"#
          + #""usage":{"input_tokens":\#(promptTokens),"output_tokens":1}}"#)
        + event(
          "content_block_start", #""index":0,"content_block":{"type":"text","text":""}"#)
        + event("ping", nil)
    }
  }

  /// One piece of the reply. `json` is text inside quotation marks, already escaped.
  func delta(_ json: String) -> String {
    switch self {
    case .chatCompletions: chunk(#""delta":{"content":"\#(json)"}"#)
    case .completions: chunk(#""text":"\#(json)""#)
    case .messages:
      event("content_block_delta", #""index":0,"delta":{"type":"text_delta","text":"\#(json)"}"#)
    }
  }

  /// What stands behind the last token: the reason, the usage, the end.
  func ending(promptTokens: Int, tokens: Int, reason: String? = nil) -> String {
    switch self {
    case .chatCompletions:
      chunk(#""delta":{}"#, reason: reason ?? "stop") + usageChunk(promptTokens, tokens) + done
    case .completions:
      chunk(#""text":"""#, reason: reason ?? "stop") + usageChunk(promptTokens, tokens) + done
    case .messages:
      event("content_block_stop", #""index":0"#)
        + event(
          "message_delta",
          #""delta":{"stop_reason":"\#(reason ?? "end_turn")","stop_sequence":null},"#
            + #""usage":{"output_tokens":\#(tokens)}"#)
        + event("message_stop", nil)
    }
  }

  /// A failure that is told inside a stream.
  func failure(type: String, message: String) -> String {
    switch self {
    case .chatCompletions, .completions:
      "data: \(problem(type: type, message: message))\n\n"
    case .messages:
      "event: error\ndata: \(problem(type: type, message: message))\n\n"
    }
  }

  private var done: String { "data: [DONE]\n\n" }

  private func chunk(_ choice: String, reason: String? = nil) -> String {
    let told = reason.map { "\"\($0)\"" } ?? "null"
    return #"data: {"id":"fake-1","object":"chat.completion.chunk","created":1,"model":"fake","#
      + #""choices":[{"index":0,\#(choice),"finish_reason":\#(told)}]}"# + "\n\n"
  }

  private func usageChunk(_ promptTokens: Int, _ tokens: Int) -> String {
    #"data: {"id":"fake-1","object":"chat.completion.chunk","created":1,"model":"fake","#
      + #""choices":[],"usage":\#(usage(promptTokens, tokens))}"# + "\n\n"
  }

  private func event(_ name: String, _ members: String?) -> String {
    "event: \(name)\ndata: {\"type\":\"\(name)\"\(members.map { "," + $0 } ?? "")}\n\n"
  }

  // MARK: Whole bodies

  /// A whole reply. `json` is text inside quotation marks, already escaped.
  func whole(_ json: String, promptTokens: Int, tokens: Int) -> String {
    let counted = usage(promptTokens, tokens)
    return switch self {
    case .chatCompletions:
      #"{"id":"fake-1","object":"chat.completion","created":1,"model":"fake","choices":[{"index":0,"#
        + #""message":{"role":"assistant","content":"\#(json)"},"finish_reason":"stop"}],"#
        + #""usage":\#(counted)}"#
    case .completions:
      #"{"id":"fake-1","object":"text_completion","created":1,"model":"fake","choices":[{"index":0,"#
        + #""text":"\#(json)","finish_reason":"stop"}],"usage":\#(counted)}"#
    case .messages:
      #"{"id":"msg_1","type":"message","role":"assistant","model":"fake","#
        + #""content":[{"type":"text","text":"\#(json)"}],"stop_reason":"end_turn","#
        + #""stop_sequence":null,"usage":\#(counted)}"#
    }
  }

  /// The body of a refusal.
  func problem(type: String, message: String) -> String {
    switch self {
    case .chatCompletions, .completions:
      #"{"error":{"message":"\#(message)","type":"\#(type)","param":null,"code":null}}"#
    case .messages:
      #"{"type":"error","error":{"type":"\#(type)","message":"\#(message)"},"request_id":"req_1"}"#
    }
  }

  private func usage(_ promptTokens: Int, _ tokens: Int) -> String {
    switch self {
    case .chatCompletions, .completions:
      #"{"prompt_tokens":\#(promptTokens),"completion_tokens":\#(tokens),"#
        + #""total_tokens":\#(promptTokens + tokens)}"#
    case .messages: #"{"input_tokens":\#(promptTokens),"output_tokens":\#(tokens)}"#
    }
  }
}
