/// What a plugin may use while it starts.
public protocol PluginHost: Sendable {
  /// The name of the plugin's entry in the configuration.
  var entry: String { get }

  /// The collections that the configuration declares, by name.
  var collections: [String: CollectionInfo] { get }

  /// Reads a YAML or JSON file that the plugin's settings name, relative to the configuration.
  ///
  /// Throws when the file is missing, too large (1 MiB), malformed, or outside the configuration's
  /// folder.
  func document(at path: String) async throws -> JSONValue

  /// Writes to the operator's log, under the entry's name.
  func log(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue])
}

/// What a hook may use during one turn. All of it belongs to the turn: its owner, its quota, its
/// deadline, its pinned knowledge versions, and everything asked of it is recorded in its trace.
public protocol TurnHost: Sendable {
  /// The records of the configured collections, at the versions this turn began with.
  var knowledge: any KnowledgeAccess { get }

  /// Language models, charged to the turn's owner.
  var model: any ModelAccess { get }

  /// What is remembered of the turn's owner.
  var memory: any MemoryAccess { get }

  /// Counts tokens as the turn's first upstream would.
  var tokens: any TokenCounter { get }

  /// How many tokens of earlier messages a prompt of the turn has room for.
  var historyTokens: Int { get }

  /// When the host stops waiting for this hook.
  var deadline: Deadline { get }

  /// The time of the turn; tests set it.
  var now: Timestamp { get }

  /// Writes to the operator's log, under the entry's name and the turn's id.
  func log(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue])
}

extension TurnHost {
  /// A host that knows no limit.
  public var historyTokens: Int { .max }

  /// Writes to the operator's log, without fields.
  public func log(_ level: LogLevel, _ message: String) {
    log(level, message, [:])
  }
}

/// Search in the collections, pinned to the turn's versions.
public protocol KnowledgeAccess: Sendable {
  /// Finds the records of a collection that a text asks for, best first.
  ///
  /// The words are taken as words, never as query syntax. The host adds what the chat has been about,
  /// so that "the second one" finds something. Throws when the collection does not exist or its
  /// index cannot be read.
  func search(_ collection: String, for text: String, limit: Int) async throws -> SearchResult

  /// One record by its id, or `nil` when the turn's version does not hold it.
  func record(_ reference: RecordReference) async throws -> Record?

  /// All records of a collection, by id, or `nil` when there are more than `limit`, or than 500.
  ///
  /// The order is that of the ids' bytes, so it stays the same while the version does. Throws like
  /// ``search(_:for:limit:)``.
  func records(of collection: String, atMost limit: Int) async throws -> [Record]?
}

extension KnowledgeAccess {
  /// A host that lists no records has too many to list.
  public func records(of collection: String, atMost limit: Int) async throws -> [Record]? { nil }
}

/// Calls to a language model on behalf of the turn.
public protocol ModelAccess: Sendable {
  /// Asks a model and waits for its whole reply.
  ///
  /// `upstream` names an entry under `upstreams:`; `nil` takes the turn's own. Throws when the model
  /// cannot be reached, the quota is used up, or the reply does not have the wanted format
  /// (``ReplyFormatError``).
  func complete(
    _ messages: [ModelMessage], as format: ReplyFormat, upstream: String?
  ) async throws -> ModelReply

  /// Whether an upstream is a language model. The built-in one is none: asked by ``complete(_:as:upstream:)``
  /// it throws. `false` also for an upstream that the configuration leaves out.
  func isGenerative(upstream: String?) -> Bool
}

extension ModelAccess {
  /// A host without a built-in model.
  public func isGenerative(upstream: String?) -> Bool { true }
}

/// Read access to what is remembered of the turn's owner and chat.
public protocol MemoryAccess: Sendable {
  /// Whether the owner is known by a cookie or an address only, and not by an account.
  var isOfGuest: Bool { get }

  /// The memories that matter most for a text, best first.
  func recall(_ text: String, limit: Int) async throws -> [Memory]

  /// The summaries that this entry has made of the messages before this one, oldest first, none of what
  /// another one among them covers; of a very long chat the newest. Those of other versions of the chat
  /// are left out.
  func summaries() async throws -> [ChatSummary]

  /// The messages of the owner, of any chat, that were observed and not yet looked through for
  /// memories; oldest first, at most 500.
  func observations() async throws -> [Observation]
}

extension MemoryAccess {
  /// A host that serves no guests.
  public var isOfGuest: Bool { false }
  /// A host that keeps no summaries.
  public func summaries() async throws -> [ChatSummary] { [] }
  /// A host that keeps no observations.
  public func observations() async throws -> [Observation] { [] }
}

/// Counts tokens.
public protocol TokenCounter: Sendable {
  /// How many tokens a text costs, counted or estimated; never less than zero.
  func count(_ text: String) -> Int
}

/// How serious a line in the operator's log is.
public enum LogLevel: String, Sendable, Hashable, CaseIterable {
  /// For whoever looks for a fault.
  case debug
  /// Ordinary events.
  case info
  /// Something that works, but not as it should.
  case warning
  /// Something that does not work.
  case error
}

/// What a plugin may know of a collection without searching it.
public struct CollectionInfo: Sendable, Hashable {
  /// As the configuration names it.
  public var name: String
  /// `products`, `books` or `documents`.
  public var kind: String
  /// The language of its texts as a BCP 47 tag, for example `en`.
  public var language: String

  public init(name: String, kind: String, language: String) {
    self.name = name
    self.kind = kind
    self.language = language
  }
}
