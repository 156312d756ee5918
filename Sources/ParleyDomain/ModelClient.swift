package import ParleyPlugin

/// One model endpoint.
package protocol ModelClient: Sendable {
  /// Calls the model and hands over what it says, in order, as it comes.
  ///
  /// The next event is read only after `onEvent` has returned, so a slow consumer slows the upstream
  /// down instead of filling memory. Cancelling the task closes the connection. Throws ``ModelError``;
  /// text that came before stays valid. When `onEvent` throws, that error comes back and the call is
  /// closed.
  @concurrent func generate(
    _ request: ModelRequest, onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion
}

/// What is asked of a model.
package struct ModelRequest: Sendable {
  package var messages: [ModelMessage]
  /// The most tokens the reply may have.
  package var replyTokens: Int
  /// Whether the reply should come in pieces.
  package var stream: Bool
  /// The turn behind the messages; `nil` for calls that plugins make.
  package var context: TurnContext?

  package init(
    messages: [ModelMessage], replyTokens: Int, stream: Bool, context: TurnContext? = nil
  ) {
    self.messages = messages
    self.replyTokens = replyTokens
    self.stream = stream
    self.context = context
  }
}

/// What the built-in model reads out from: the turn with its typed records.
package struct TurnContext: Sendable, Hashable {
  package var persona: Persona
  package var message: String
  /// The chat before this message, oldest first.
  package var history: [ChatMessage]
  /// What the plugins looked up, in order.
  package var lookups: [Lookup]
  /// The number that cites each record in the prompt.
  package var citationIndex: [RecordReference: Int]
  /// Data that plugins put into the prompt without having looked it up, such as an order's status.
  package var remarks: [Remark]

  /// A piece of data as its plugin wrote it.
  package struct Remark: Sendable, Hashable {
    package var text: String
    /// The number that cites it, when it came from a record.
    package var number: Int?

    package init(text: String, number: Int? = nil) {
      self.text = text
      self.number = number
    }
  }

  package init(
    persona: Persona, message: String, history: [ChatMessage], lookups: [Lookup],
    citationIndex: [RecordReference: Int], remarks: [Remark] = []
  ) {
    self.persona = persona
    self.message = message
    self.history = history
    self.lookups = lookups
    self.citationIndex = citationIndex
    self.remarks = remarks
  }
}

/// Something a model says.
package enum ModelEvent: Sendable, Hashable {
  /// More of the reply.
  case text(String)
  /// Thinking that is never shown nor stored as the reply.
  case reasoning(String)
}

/// How a reply ended.
package struct ModelCompletion: Sendable, Hashable {
  package var finishReason: FinishReason
  /// The model's own name for itself.
  package var model: String
  /// `nil` when the upstream told none.
  package var usage: Usage?

  package init(finishReason: FinishReason, model: String, usage: Usage?) {
    self.finishReason = finishReason
    self.model = model
    self.usage = usage
  }
}

/// Why a model call failed.
package struct ModelError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    /// The name does not resolve, or nobody listens, or TLS failed.
    case unreachable = "upstream_unreachable"
    /// Connecting, the first byte, a pause, or the whole took too long.
    case timeout = "upstream_timeout"
    /// The key is missing or wrong.
    case auth = "upstream_auth"
    /// Told to come back later.
    case rateLimited = "upstream_rate_limited"
    /// The prompt is longer than the model's context.
    case contextTooSmall = "context_length_exceeded"
    /// The upstream refused the request for another reason.
    case rejected = "upstream_rejected"
    /// The upstream failed.
    case failed = "upstream_failed"
    /// What came back was not what the protocol says.
    case malformed = "upstream_protocol"
    /// The stream broke off.
    case brokenOff = "upstream_broken_off"
    /// Not called: it failed several times in a row and is left alone for a while.
    case leftAlone = "upstream_left_alone"
    /// Not called: too many calls of it run and wait.
    case busy = "upstream_busy"
    /// Not called: it could cost more than may be spent.
    case spent = "upstream_spend_reached"

    /// Whether the same call may succeed a moment later.
    var mayPass: Bool {
      switch self {
      case .unreachable, .timeout, .rateLimited, .failed, .brokenOff: true
      case .auth, .contextTooSmall, .rejected, .malformed, .leftAlone, .busy, .spent: false
      }
    }
  }

  /// What the upstream told about a prompt that was too long, in its own tokens.
  package struct ContextReport: Sendable, Hashable {
    /// What fits into prompt and reply together.
    package var contextTokens: Int
    /// What was sent; `nil` when it did not say.
    package var promptTokens: Int?

    package init(contextTokens: Int, promptTokens: Int? = nil) {
      self.contextTokens = contextTokens
      self.promptTokens = promptTokens
    }
  }

  package var code: Code
  /// The HTTP status, when one came.
  package var status: Int?
  /// How long the upstream asked to wait.
  package var retryAfter: Duration?
  /// Whether the same call may succeed a moment later.
  package var mayPass: Bool
  /// Set by upstreams that say how long a prompt may be, when ``code`` is ``Code/contextTooSmall``.
  package var context: ContextReport?
  /// One sentence naming the upstream and what to do; no secrets, at most 500 bytes of the
  /// upstream's own words.
  package var description: String

  /// `mayPass` is worked out from the code when nothing else is known.
  package init(
    _ code: Code, _ description: String, status: Int? = nil, retryAfter: Duration? = nil,
    mayPass: Bool? = nil, context: ContextReport? = nil
  ) {
    self.code = code
    self.status = status
    self.retryAfter = retryAfter
    self.mayPass = mayPass ?? code.mayPass
    self.context = context
    self.description = description
  }
}

/// A configured model endpoint, as the engine chooses among them.
package struct Upstream: Sendable {
  package var name: String
  /// What the endpoint calls the model.
  package var model: String
  /// How many tokens fit into prompt and reply together.
  package var contextTokens: Int
  /// Whether this is the built-in search clerk: no language model, no network.
  package var isExtractive: Bool
  package var client: any ModelClient
  package var tokens: any TokenCounter
  /// What becomes of calls that fail.
  package var retries: RetryPolicy
  /// How many calls may run at a time; `nil` sets no limit.
  package var mostCalls: Int?
  /// What it charges; `nil` when that is not known.
  package var price: TokenPrice?
  /// What may be spent on it; counts only with a price.
  package var caps: SpendCaps?

  package init(
    name: String, model: String, contextTokens: Int, isExtractive: Bool, client: any ModelClient,
    tokens: any TokenCounter, retries: RetryPolicy = .none, mostCalls: Int? = nil,
    price: TokenPrice? = nil, caps: SpendCaps? = nil
  ) {
    self.name = name
    self.model = model
    self.contextTokens = contextTokens
    self.isExtractive = isExtractive
    self.client = client
    self.tokens = tokens
    self.retries = retries
    self.mostCalls = mostCalls
    self.price = price
    self.caps = caps
  }
}
