public import ParleyPlugin

/// Puts what is known of the customer from earlier chats into the prompt.
public struct MemoryPlugin: PrePromptHook {
  public struct Options: Decodable, Sendable {
    /// The most memories in one prompt.
    public var limit: Int
    /// Memories of which less is certain are left out.
    public var confidence: Double
    /// Whether guests are remembered, too.
    public var guests: Bool
  }

  public static let name = "Memory"
  public static let summary =
    "Puts what is known of the customer from earlier chats into the prompt."
  public static let options = OptionSchema([
    Option("limit", .integer(1...50), .otherwise(8), "The most memories in one prompt."),
    Option(
      "confidence", .number(0...1), .otherwise(0.3),
      "Memories that are less certain are left out."),
    Option(
      "guests", .boolean, .otherwise(false),
      "Whether to use memories of guests, who are known by a cookie only."),
  ])

  private let options: Options

  public init(options: Options) {
    self.options = options
  }

  public var hooks: Set<HookPoint> { [.prePrompt] }

  public func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome {
    guard options.guests || !host.memory.isOfGuest else { return .unchanged }
    let memories = try await host.memory.recall(turn.message.text, limit: options.limit)
      .filter { $0.confidence >= options.confidence }
    guard !memories.isEmpty else { return .unchanged }
    // The best stay when the budget is short; the order is that of learning, so that a provider's
    // prompt cache keeps what is chosen turn after turn.
    let ranked = memories.enumerated().map { rank, memory in (memory, priority: max(0, 90 - rank)) }
    return .parts(
      ranked.sorted { MemoryPlugin.isEarlier($0.0, $1.0) }.map { memory, priority in
        Part(
          .data, text: MemoryPlugin.text(of: memory), priority: priority, section: .memory)
      })
  }

  private static func isEarlier(_ left: Memory, _ right: Memory) -> Bool {
    let times = (left.learntAt?.milliseconds ?? .min, right.learntAt?.milliseconds ?? .min)
    return times.0 == times.1
      ? (left.id?.rawValue ?? "") < (right.id?.rawValue ?? "") : times.0 < times.1
  }

  private static func text(of memory: Memory) -> String {
    let day = memory.learntAt.map { " (\($0.day))" } ?? ""
    return "Known of the customer, from their own words\(day): \(memory.text)"
  }
}
