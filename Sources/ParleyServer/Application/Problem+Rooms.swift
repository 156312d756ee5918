import ParleyDomain
import ParleyEngine
import ParleyJSON
import ParleyPlugin

extension Problem {
  /// What a client is told about an error of the rooms behind the routes. `forOperator` adds what
  /// customers need not know: names of upstreams and their own words.
  init(_ error: any Error, forOperator: Bool) {
    switch error {
    case let error as Problem: self = error
    case let error as TurnError: self.init(error, forOperator: forOperator)
    case let error as StoreError: self.init(error, forOperator: forOperator)
    case let error as ReplyNotSaved: self.init(error, forOperator: forOperator)
    case let error as KnowledgeError:
      self.init(
        503, error.code.rawValue,
        forOperator ? error.description : "The records cannot be read just now.",
        headers: [.retry])
    case is CancellationError:
      self = .draining
    default:
      self.init(500, "internal", "Parley failed; the operator's log tells more.")
    }
  }

  private init(_ error: TurnError, forOperator: Bool) {
    switch error.code {
    case .personaUnknown: self.init(404, error.code.rawValue, error.description)
    case .chatUnknown: self = .notFound
    case .messageEmpty, .messageTooLong:
      self = .field("/message", error.description, code: error.code.rawValue)
    case .promptTooLarge:
      self.init(
        400, error.code.rawValue,
        forOperator ? error.description : "The message is too long for the language model.")
    case .pluginFailed, .knowledge, .noUpstream:
      self.init(
        503, error.code.rawValue,
        forOperator ? error.description : "The message cannot be answered just now.",
        headers: [.retry])
    case .upstream: self.init(error, cause: error.cause, forOperator: forOperator)
    }
  }

  private init(_ error: TurnError, cause: ModelError?, forOperator: Bool) {
    let detail =
      forOperator ? error.description : "The language model could not answer just now."
    let code = cause?.code.rawValue ?? error.code.rawValue
    switch cause?.code {
    case .timeout: self.init(504, code, detail)
    case .rateLimited:
      let seconds = max(1, min(3600, cause?.retryAfter?.components.seconds ?? 5))
      self.init(429, code, detail, headers: [Header("Retry-After", "\(seconds)")])
    case .leftAlone, .busy, .spent:
      let seconds = max(1, min(3600, cause?.retryAfter?.components.seconds ?? 5))
      self.init(503, code, detail, headers: [Header("Retry-After", "\(seconds)")])
    case .contextTooSmall: self.init(400, code, detail)
    case .auth: self.init(502, code, detail, headers: [Header("x-should-retry", "false")])
    default: self.init(502, code, detail)
    }
  }

  private init(_ error: StoreError, forOperator: Bool) {
    let detail =
      forOperator ? error.description : "The message could not be stored; nothing was sent."
    switch error.code {
    case .notFound: self = .notFound
    case .conflict: self.init(409, error.code.rawValue, error.description)
    case .keyReused:
      self.init(
        422, error.code.rawValue,
        "This Idempotency-Key came with another request before; use a fresh one.")
    case .generationInProgress:
      self.init(
        409, error.code.rawValue,
        "The chat waits for another reply; stop it or send the message when it is done.",
        headers: [.retry])
    case .full: self.init(507, error.code.rawValue, detail)
    case .locked, .io, .unreadable: self.init(503, error.code.rawValue, detail, headers: [.retry])
    }
  }

  private init(_ error: ReplyNotSaved, forOperator: Bool) {
    let isFull = (error.cause as? StoreError)?.code == .full
    let reason = forOperator ? " (\(error.cause))" : ""
    self.init(
      isFull ? 507 : 503, "not_saved",
      "The reply was made but could not be stored\(reason). Parley keeps it and tries again.",
      headers: [.retry],
      members: [
        "generation_id": .string(error.turn.generation.rawValue),
        "message_id": .string(error.turn.reply.id.rawValue),
        "chat_id": .string(error.turn.reply.chat.rawValue),
      ])
  }

  /// A body that is not strict JSON.
  init(_ error: JSONError) {
    self.init(
      400, error.code == .notAnObject ? "not_an_object" : "\(error.code.rawValue)",
      "The body is not the JSON that is expected: \(error.description).")
  }
}

extension Problem.Header {
  /// Later, when nobody can say when.
  static let retry = Problem.Header("Retry-After", "5")
}
