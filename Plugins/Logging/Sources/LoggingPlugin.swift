public import ParleyPlugin

/// Writes one JSON line for each turn to a file.
public struct LoggingPlugin: PostResponseHook {
  public struct Options: Decodable, Sendable {
    /// The file, under the storage folder.
    public var path: String
    /// What to black out in messages and replies.
    public var redact: [String]
    /// The largest file.
    public var maxSize: ByteSize?
    /// Whether each day begins a new file.
    public var daily: Bool
    /// How many old files stay.
    public var keep: Int

    private enum CodingKeys: String, CodingKey {
      case path
      case redact
      case maxSize = "max_size"
      case daily
      case keep
    }
  }

  public static let name = "Logging"
  public static let summary = "Writes one JSON line for each turn to a file."
  public static let options = OptionSchema([
    Option(
      "path", .text, .otherwise("logs/chat.jsonl"), "The file, under the storage folder."),
    Option(
      "redact", .list(.choice(PersonalDetail.allCases.map(\.rawValue))), .otherwise([]),
      "What to black out in messages and replies before they are written."),
    Option(
      "max_size", .byteSize(ByteSize(bytes: 4096)...ByteSize(bytes: 1 << 40)), .optional,
      "The largest file: the line that would not fit begins a new one, and the old one becomes `.1`. Any size without it."
    ),
    Option(
      "daily", .boolean, .otherwise(false),
      "Whether the first line of a day, in UTC, begins a new file."),
    Option(
      "keep", .integer(1...1000), .otherwise(10),
      "How many old files stay; older ones are deleted."),
  ])

  private let path: String
  private let details: [PersonalDetail]
  private let rotation: LogRotation?

  public init(options: Options) {
    path = options.path
    details = options.redact.compactMap(PersonalDetail.init)
    rotation =
      options.maxSize != nil || options.daily
      ? LogRotation(largest: options.maxSize, isDaily: options.daily, kept: options.keep) : nil
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
        ], rotation: rotation)
    ]
  }

  private func redacted(_ text: String) -> String {
    PersonalDetail.blackOut(details, in: text)
  }
}
