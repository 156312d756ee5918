/// What a post-response hook wants done, as a value. The host does it, in the transaction that ends
/// the job: run at least once, stored once.
public enum Effect: Sendable, Hashable {
  /// Remarks on the reply, shown with it.
  case annotation(Annotation)
  /// A summary that can stand in for the messages it covers.
  case summary(text: String, covers: [MessageID])
  /// Something learnt about the owner, with the messages that prove it.
  case memory(Memory, evidence: [MessageID])
  /// How much a user's message tells about its owner; see ``MemoryAccess/observations()``.
  case observation(Observation)
  /// These messages have been looked through for memories: their observations are not handed out again.
  case reflection(over: [MessageID])
  /// Something for the operator, for example an unanswered question.
  case finding(kind: String, value: JSONValue)
  /// One JSON line appended to a file under the storage folder; with `rotation` the file makes way for
  /// a new one now and then.
  case logLine(file: String, value: JSONValue, rotation: LogRotation? = nil)
  /// A JSON document posted to the address in the plugin's own entry.
  case deliver(Delivery)
}

/// A remark on a reply. It stands beside the text, never in it.
public struct Annotation: Sendable, Hashable {
  /// What is remarked.
  public var notice: Notice
  /// Where in the text it belongs, in Unicode scalars; `nil` for the whole reply.
  public var range: Range<Int>?

  public init(_ notice: Notice, range: Range<Int>? = nil) {
    self.notice = notice
    self.range = range
  }
}

/// Something that the reader of a reply should know.
public struct Notice: Sendable, Hashable {
  /// Who may see a notice.
  public enum Audience: String, Sendable, Hashable {
    /// Customers and operators.
    case everyone
    /// Those who run the shop.
    case operators
  }

  /// For programs, for example `unknown_citation`.
  public var code: String
  /// For people: one sentence.
  public var message: String
  /// The entry of the plugin that says it; the host fills it in.
  public var plugin: String?
  /// Who may see it.
  public var audience: Audience
  /// Where in the reply it belongs, in Unicode scalars; the host fills it in from the annotation.
  public var range: Range<Int>?

  public init(
    code: String, message: String, plugin: String? = nil, audience: Audience = .everyone,
    range: Range<Int>? = nil
  ) {
    self.code = code
    self.message = message
    self.plugin = plugin
    self.audience = audience
    self.range = range
  }
}

/// Something known of an owner beyond one chat.
public struct Memory: Sendable, Hashable {
  /// Names a stored memory; the host fills it in.
  public var id: MemoryID?
  /// The remembered thing, as one sentence.
  public var text: String
  /// How much it matters, 0 to 1.
  public var importance: Double
  /// How sure the one who drew it is, 0 to 1.
  public var confidence: Double
  /// When it stops being true; `nil` when it does not age.
  public var expiresAt: Timestamp?
  /// When it was learnt or last confirmed; the host fills it in.
  public var learntAt: Timestamp?
  /// Stored memories of the same owner that are no longer true since this one is.
  public var supersedes: [MemoryID]

  public init(
    text: String, importance: Double, confidence: Double, expiresAt: Timestamp? = nil,
    id: MemoryID? = nil, learntAt: Timestamp? = nil, supersedes: [MemoryID] = []
  ) {
    self.id = id
    self.text = text
    self.importance = importance
    self.confidence = confidence
    self.expiresAt = expiresAt
    self.learntAt = learntAt
    self.supersedes = supersedes
  }
}

/// A JSON document to be posted.
public struct Delivery: Sendable, Hashable {
  /// Must stand in the plugin's own settings: the host refuses any other.
  public var url: String
  /// What is posted.
  public var body: JSONValue
  /// Fields of the request besides the usual ones.
  public var headers: [String: String]
  /// Signs the body (HMAC-SHA-256) when set.
  public var secret: String?

  public init(
    url: String, body: JSONValue, headers: [String: String] = [:], secret: String? = nil
  ) {
    self.url = url
    self.body = body
    self.headers = headers
    self.secret = secret
  }
}
