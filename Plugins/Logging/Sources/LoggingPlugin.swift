public import ParleyPlugin

/// Writes one JSON line for each turn to a file.
public struct LoggingPlugin: PostResponseHook {
  public struct Options: Decodable, Sendable {
    /// The file, under the storage folder.
    public var path: String
    /// What to black out in messages.
    public var redact: [String]
  }

  public static let name = "Logging"
  public static let summary = "Writes one JSON line for each turn to a file."
  public static let options = OptionSchema([
    Option(
      "path", .text, .otherwise("logs/chat.jsonl"), "The file, under the storage folder."),
    Option(
      "redact", .list(.choice(Redaction.allCases.map(\.rawValue))), .otherwise([]),
      "What to black out in messages before they are written."),
  ])

  private let path: String
  private let redactions: [Redaction]

  public init(options: Options) {
    path = options.path
    redactions = options.redact.compactMap(Redaction.init)
  }

  public var hooks: Set<HookPoint> { [.job] }

  public func postResponse(_ exchange: Exchange, _ host: any TurnHost) async throws -> [Effect] {
    let (turn, reply) = (exchange.turn, exchange.reply)
    return [
      .logLine(
        file: path,
        value: [
          "ts": .string(turn.message.createdAt.description),
          "chat_id": .string(turn.chat.rawValue),
          "message_id": .string(reply.id.rawValue),
          "persona": .string(turn.persona.name),
          "message": .string(redacted(turn.message.text)),
          "reply": .string(redacted(reply.text)),
          "finish_reason": .string(reply.finishReason.rawValue),
          "upstream": reply.upstream.map(JSONValue.string) ?? .null,
          "model": reply.model.map(JSONValue.string) ?? .null,
          "input_tokens": .integer(reply.usage.inputTokens),
          "output_tokens": .integer(reply.usage.outputTokens),
          "duration_ms": .integer(Int(clamping: reply.duration.inMilliseconds)),
          "citations": .array(reply.citations.map { .string($0.reference.description) }),
          "notices": .array(reply.notices.map { .string($0.code) }),
        ])
    ]
  }

  private func redacted(_ text: String) -> String {
    redactions.reduce(text) { $1.blackOut($0) }
  }
}
