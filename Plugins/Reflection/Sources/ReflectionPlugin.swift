public import ParleyPlugin

/// Looks back on each turn: keeps the questions that got no good answer, and draws memories from what
/// customers said of themselves.
///
/// Two questions go to the model, apart from each other: whether the reply was good, with records and
/// reply before it, and, now and then, what to remember, with the customer's own messages alone. So no
/// words of a record or document can become a memory. What a model writes in another shape than asked
/// for is thrown away whole.
public struct ReflectionPlugin: PostResponseHook {
  public struct Options: Decodable, Sendable {
    /// The upstream that judges and draws memories.
    public var upstream: String?
    /// Which turns a model judges.
    public var judge: Judging
    /// Whether memories are drawn.
    public var memories: Bool
    /// Whether memories of guests are drawn.
    public var guests: Bool
    /// Memories are drawn when the importance of new messages adds up to this.
    public var threshold: Int
    /// How long a memory lives that is not confirmed.
    public var expires: Duration
  }

  /// Which turns a model judges.
  public enum Judging: String, Decodable, Sendable, CaseIterable {
    /// Those with a fault that can be computed, and those whose reply cites nothing.
    case suspect
    case every
    case never
  }

  public static let name = "Reflection"
  public static let summary =
    "Keeps questions that got no good answer, and draws memories from what customers say."
  public static let options = OptionSchema([
    Option(
      "upstream", .name, .optional,
      "The upstream that judges replies and draws memories; the persona's first one without it. Without a language model only what can be computed is kept: nothing was found, a condition left nothing, no record confirms a figure."
    ),
    Option(
      "judge", .choice(Judging.allCases.map(\.rawValue)), .otherwise("suspect"),
      "Which turns a model judges: those with a fault that can be computed or a reply that cites nothing, every one, or none. Each is a call of the model."
    ),
    Option("memories", .boolean, .otherwise(true), "Whether memories are drawn."),
    Option(
      "guests", .boolean, .otherwise(false),
      "Whether memories of guests are drawn, who are known by a cookie only."),
    Option(
      "threshold", .integer(10...2000), .otherwise(150),
      "Memories are drawn when the importance of new messages, 1 to 10 each, adds up to this."),
    Option(
      "expires", .duration(.seconds(86_400) ... .seconds(3650 * 86_400)), .otherwise("180d"),
      "How long a memory lives that is not confirmed."),
  ])

  private let options: Options

  public init(options: Options) {
    self.options = options
  }

  public var hooks: Set<HookPoint> { [.job] }

  public func postResponse(_ exchange: Exchange, _ host: any TurnHost) async throws -> [Effect] {
    let reply = exchange.reply
    // What was stopped or failed says nothing about knowledge, what a plugin answered was written by
    // people.
    guard reply.finishReason == .stop || reply.finishReason == .length, reply.upstream != nil else {
      return []
    }
    let computed = ComputedFaults.of(exchange)
    let isGenerative = host.model.isGenerative(upstream: options.upstream)
    let judgement =
      isGenerative && isToBeJudged(exchange, computed)
      ? try await judgement(of: exchange, host) : nil
    var effects: [Effect] = []
    if let judgement {
      effects.append(.finding(kind: "score", value: judgement.json))
      let faults = judgement.faults + computed.filter { $0 == ComputedFaults.ungroundedFigure }
      effects += unanswered(exchange, faults, missing: judgement.missing, judge: judgement.model)
    } else {
      effects += unanswered(exchange, computed, missing: nil, judge: "computed")
    }
    guard isGenerative else { return effects }
    return effects + (try await memories(exchange, judgement?.importance, host))
  }

  private func isToBeJudged(_ exchange: Exchange, _ computed: [String]) -> Bool {
    switch options.judge {
    case .every: true
    case .never: false
    case .suspect:
      !computed.isEmpty
        || (exchange.reply.citations.isEmpty && !ComputedFaults.hasOtherData(exchange)
          && !SmallTalk.isAll(of: exchange.turn.message.text))
    }
  }

  private func unanswered(
    _ exchange: Exchange, _ faults: [String], missing: String?, judge: String
  ) -> [Effect] {
    guard !faults.isEmpty else { return [] }
    return [
      .finding(
        kind: "unanswered",
        value: [
          "question": .string(String(exchange.turn.message.text.prefix(500))),
          "reasons": .array(faults.map(JSONValue.string)),
          "missing": missing.map(JSONValue.string) ?? .null,
          "judged_by": .string(judge),
          "searches": .array(exchange.searches.map(\.json)),
        ])
    ]
  }

  /// What the model thinks of the turn; `nil` when it could not be asked or wrote something else.
  private func judgement(
    of exchange: Exchange, _ host: any TurnHost
  ) async throws -> Judgement? {
    guard
      let reply = try await asked(
        JudgementRequest.messages(for: exchange), "the turn was not judged", host)
    else { return nil }
    guard let judgement = Judgement(reply.json, by: reply.model) else {
      host.log(.warning, "the turn was not judged", ["error": "the model wrote another shape"])
      return nil
    }
    return judgement
  }

  /// The message's observation and, once enough has come together, what is to be remembered.
  private func memories(
    _ exchange: Exchange, _ judged: Int?, _ host: any TurnHost
  ) async throws -> [Effect] {
    guard options.memories, options.guests || !host.memory.isOfGuest else { return [] }
    let message = exchange.turn.message
    let new = Observation(
      message: message.id, text: message.text,
      importance: judged ?? Importance.estimate(of: message.text))
    let effects: [Effect] = [.observation(new)]
    let waiting =
      try await host.memory.observations().filter { $0.message != message.id } + [new]
    guard waiting.reduce(0, { $0 + $1.importance }) >= options.threshold else { return effects }
    let request = MemoryRequest(
      statements: Array(waiting.prefix(MemoryRequest.mostStatements)),
      known: try await host.memory.recall("", limit: MemoryRequest.mostKnown))
    guard let reply = try await asked(request.messages, "no memories were drawn", host) else {
      return effects
    }
    guard let drawn = request.memories(in: reply.json, at: host.now, living: options.expires)
    else {
      host.log(.warning, "no memories were drawn", ["error": "the model wrote another shape"])
      return effects
    }
    return effects + drawn.map { .memory($0.memory, evidence: $0.evidence) }
      + [.reflection(over: request.statements.map(\.message))]
  }

  /// A model's reply; `nil`, told to operators, when there is none: the next turn asks again.
  private func asked(
    _ messages: [ModelMessage], _ loss: String, _ host: any TurnHost
  ) async throws -> ModelReply? {
    do {
      return try await host.model.complete(messages, as: .json, upstream: options.upstream)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      try Task.checkCancellation()
      host.log(.warning, loss, ["error": .string("\(error)")])
      return nil
    }
  }
}

extension SearchNote {
  fileprivate var json: JSONValue {
    [
      "collection": .string(collection), "total": .integer(total),
      "emptied": .array(emptied.map(JSONValue.string)),
    ]
  }
}
