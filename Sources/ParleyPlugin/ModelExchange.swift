/// Who speaks in a message.
public enum Role: String, Sendable, Hashable, CaseIterable {
  /// Instructions, which stand above the conversation.
  case system
  /// The customer.
  case user
  /// The bot.
  case assistant
}

/// A message as a model sees it.
public struct ModelMessage: Sendable, Hashable {
  /// Who says it.
  public var role: Role
  /// What is said.
  public var content: String

  public init(role: Role, content: String) {
    self.role = role
    self.content = content
  }
}

/// What shape a model's reply must have.
public enum ReplyFormat: Sendable, Hashable {
  /// Words as they come.
  case text
  /// One JSON object; the host parses it strictly and throws when the model wrote something else.
  case json
}

/// A model wrote something else than the format it was asked for: asking again at once may give the
/// same, so what depends on the reply is best left undone.
public struct ReplyFormatError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One sentence that names the upstream.
  public let description: String

  /// An error with this sentence.
  public init(_ description: String) {
    self.description = description
  }
}

/// A model's whole reply.
public struct ModelReply: Sendable, Hashable {
  /// The whole reply.
  public var text: String
  /// The parsed object when ``ReplyFormat/json`` was asked for.
  public var json: JSONValue?
  /// The model's own name for itself.
  public var model: String
  /// What it cost, as told by the model or estimated.
  public var usage: Usage

  public init(text: String, json: JSONValue? = nil, model: String, usage: Usage) {
    self.text = text
    self.json = json
    self.model = model
    self.usage = usage
  }
}

/// What a model call cost.
public struct Usage: Sendable, Hashable {
  /// Tokens of the prompt.
  public var inputTokens: Int
  /// Tokens of the reply.
  public var outputTokens: Int
  /// The share of ``inputTokens`` that the upstream took from its prompt cache.
  public var cachedTokens: Int
  /// Whether the counts are ours, because the upstream told none.
  public var estimated: Bool
  /// What the call cost, when the upstream's price is configured.
  public var cost: Money?

  public init(
    inputTokens: Int = 0, outputTokens: Int = 0, cachedTokens: Int = 0, estimated: Bool = false,
    cost: Money? = nil
  ) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.cachedTokens = cachedTokens
    self.estimated = estimated
    self.cost = cost
  }
}

/// Why a reply ended.
public enum FinishReason: String, Sendable, Hashable, CaseIterable {
  /// The model was done.
  case stop
  /// The model reached its limit of tokens: the reply is cut.
  case length
  /// The upstream withheld the rest.
  case contentFilter = "content_filter"
  /// Somebody pressed stop.
  case stopped
  /// The stream broke off, or the reader left: the reply is partial.
  case interrupted
  /// A plugin refused the turn.
  case refused
  /// No reply could be made.
  case error
}
