public import ParleyPlugin

/// Tells another program of each finished turn, or of each conversation that has ended.
public struct WebhookPlugin: PostResponseHook, SessionEndedHook {
  public struct Options: Decodable, Sendable {
    /// Where to post: the one address that this entry may use.
    public var url: String
    /// Signs what is posted.
    public var secret: String?
    /// What to tell of.
    public var events: [String]
    /// Sent with every post, besides those that Parley sets.
    public var headers: [String: String]
    /// What to send besides.
    public var include: [String]
  }

  public static let name = "Webhook"
  public static let summary =
    "Posts each finished turn or ended conversation to an address of yours."
  public static let options = OptionSchema([
    Option("url", .text, .required, "Where to post, http:// or https://."),
    Option(
      "secret", .secret, .optional,
      "Signs what is posted, as Standard Webhooks does: whsec_ and Base64, or a text of at least 16 characters."
    ),
    Option(
      "events", .list(.choice(WebhookEvent.allCases.map(\.rawValue))), .otherwise(["turn"]),
      "What to tell of."),
    Option(
      "headers", .map(.secret), .otherwise([:]),
      "Headers to send besides, for example Authorization."),
    Option(
      "include", .list(.choice(["messages"])), .otherwise([]),
      "What to send besides: messages, the whole conversation."),
  ])

  private let url: String
  private let secret: String?
  private let headers: [String: String]
  private let events: Set<WebhookEvent>
  private let includesMessages: Bool

  public init(options: Options) throws {
    try WebhookSettings.check(url: options.url)
    try options.secret.map(WebhookSettings.check(secret:))
    try WebhookSettings.check(headers: options.headers)
    url = options.url
    secret = options.secret
    headers = options.headers
    events = Set(options.events.compactMap(WebhookEvent.init))
    includesMessages = options.include.contains("messages")
  }

  public var hooks: Set<HookPoint> { Set(events.map(\.hook)) }

  public func postResponse(_ exchange: Exchange, _ host: any TurnHost) async throws -> [Effect] {
    [delivery(of: WebhookBody.turn(exchange, includesMessages: includesMessages))]
  }

  public func sessionEnded(
    _ session: EndedSession, _ host: any TurnHost
  ) async throws -> [Effect] {
    [delivery(of: WebhookBody.ended(session, includesMessages: includesMessages))]
  }

  private func delivery(of body: JSONValue) -> Effect {
    .deliver(Delivery(url: url, body: body, headers: headers, secret: secret))
  }
}

/// What a webhook can be told of; the name stands in the entry and in the body.
enum WebhookEvent: String, CaseIterable {
  case turn
  case sessionEnded = "session_ended"

  var hook: HookPoint {
    switch self {
    case .turn: .job
    case .sessionEnded: .sessionEnded
    }
  }
}
