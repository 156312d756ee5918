public import ParleyPlugin

/// Sums up what falls out of the prompt of a long chat.
///
/// After a turn it has the oldest messages that no summary covers summed up; before a turn it offers
/// what was summed up to stand in for messages that have fallen out. Summaries are only ever added:
/// the messages stay, and what fails changes nothing and is tried again after the next turn.
public struct SummarizationPlugin: PrePromptHook, PostResponseHook {
  public struct Options: Decodable, Sendable {
    /// The upstream that writes the summaries.
    public var upstream: String?
    /// After so many turns that no summary covers.
    public var turns: Int
    /// The newest turns, which stay as they are.
    public var keep: Int
    /// The most tokens of one summary.
    public var tokens: Int
  }

  /// So many summaries stand beside each other before they are drawn together into one.
  static let mostSummaries = 6
  /// What a summary costs in a prompt besides its own tokens, at most.
  static let frameTokens = 40
  /// How much longer than a single one a summary of summaries may be.
  static let wholeFactor = 3

  public static let name = "Summarization"
  public static let summary = "Sums up what falls out of the prompt of a long chat."
  public static let options = OptionSchema([
    Option(
      "upstream", .name, .optional,
      "The upstream that writes the summaries; the persona's first one without it. Without a language model a summary is the customer's own words with the records that were cited."
    ),
    Option(
      "turns", .integer(1...200), .otherwise(8),
      "Sums up after so many turns that no summary covers; earlier when they outgrow the persona's share for history."
    ),
    Option("keep", .integer(1...50), .otherwise(2), "The newest turns, which are left out."),
    Option(
      "tokens", .integer(50...4000), .otherwise(400),
      "The most tokens of one summary; a longer one is thrown away."),
  ])

  private let options: Options

  public init(options: Options) {
    self.options = options
  }

  public var hooks: Set<HookPoint> { [.prePrompt, .job] }

  public func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome {
    guard !turn.history.isEmpty else { return .unchanged }
    let summaries = ChatSummary.current(of: try await host.memory.summaries())
    guard !summaries.isEmpty else { return .unchanged }
    return .parts(
      summaries.map { summary in
        Part(
          .data, text: "Summary of earlier messages of this chat:\n\(summary.text)",
          standsInFor: summary.covers)
      })
  }

  public func postResponse(_ exchange: Exchange, _ host: any TurnHost) async throws -> [Effect] {
    let messages = exchange.turn.history + [exchange.turn.message, exchange.answer]
    let summaries = ChatSummary.current(of: try await host.memory.summaries())
    let covered = Set(summaries.flatMap(\.covers))
    let backlog = UncoveredTurns(
      of: messages, covered: covered, historyTokens: host.historyTokens, tokens: host.tokens)
    var effects: [Effect] = []
    var texts = summaries.map { (text: $0.text, covers: $0.covers) }
    if let due = backlog.due(after: options.turns, keeping: options.keep),
      let new = try await summaryOf(due, exchange.turn.persona, host)
    {
      effects.append(.summary(text: new.text, covers: new.covers))
      texts.append(new)
    }
    guard isCrowded(texts.map(\.text), host) else { return effects }
    return effects + (try await whole(of: texts, host))
  }

  /// Whether there are more summaries than should stand beside each other, or than fit into what the
  /// prompt has for them.
  private func isCrowded(_ texts: [String], _ host: any TurnHost) -> Bool {
    guard texts.count > 1, host.model.isGenerative(upstream: options.upstream) else { return false }
    let tokens = texts.reduce(0) {
      $0 + host.tokens.count($1) + SummarizationPlugin.frameTokens
    }
    return texts.count > SummarizationPlugin.mostSummaries || tokens > host.historyTokens / 2
  }

  /// The most tokens of a summary: what stands in for messages may take half of the history.
  private func most(_ tokens: Int, _ host: any TurnHost) -> Int {
    min(tokens, max(0, host.historyTokens / 2 - SummarizationPlugin.frameTokens))
  }

  private func summaryOf(
    _ turns: [[ChatMessage]], _ persona: PersonaInfo, _ host: any TurnHost
  ) async throws -> (text: String, covers: [MessageID])? {
    let most = most(options.tokens, host)
    guard host.model.isGenerative(upstream: options.upstream) else {
      return OwnWords(turns, most: most, tokens: host.tokens).map { ($0.text, $0.covers) }
    }
    let request = SummaryRequest.of(turns, by: persona, tokens: most)
    return try await written(request.messages, most: most, host).map { ($0, request.covers) }
  }

  private func whole(
    of summaries: [(text: String, covers: [MessageID])], _ host: any TurnHost
  ) async throws -> [Effect] {
    let most = most(options.tokens * SummarizationPlugin.wholeFactor, host)
    let messages = SummaryRequest.whole(of: summaries.map(\.text), tokens: most)
    guard let text = try await written(messages, most: most, host) else { return [] }
    return [.summary(text: text, covers: summaries.flatMap(\.covers))]
  }

  /// What the model wrote, or `nil` when that is no summary: what cannot be used is not kept, and the
  /// messages wait for the next turn.
  private func written(
    _ messages: [ModelMessage], most: Int, _ host: any TurnHost
  ) async throws -> String? {
    let reply: ModelReply
    do {
      reply = try await host.model.complete(messages, as: .json, upstream: options.upstream)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      try Task.checkCancellation()
      host.log(.warning, "no summary was made", ["error": .string("\(error)")])
      return nil
    }
    guard let text = reply.json?["summary"]?.string, text.contains(where: \.isLetter) else {
      host.log(.warning, "no summary was made", ["error": "the model wrote none"])
      return nil
    }
    let tokens = host.tokens.count(text)
    guard tokens <= most else {
      host.log(
        .warning, "no summary was made",
        ["error": .string("it has \(tokens) tokens; the limit is \(most)")])
      return nil
    }
    return text
  }
}

extension Exchange {
  /// The reply as a message of the chat.
  fileprivate var answer: ChatMessage {
    ChatMessage(
      id: reply.id, role: .assistant, text: reply.text, sources: reply.citations,
      createdAt: turn.message.createdAt)
  }
}
