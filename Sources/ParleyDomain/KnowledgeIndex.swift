package import ParleyPlugin

/// The collections, searchable.
package protocol KnowledgeIndex: Sendable {
  /// The current version of every collection, pinned: later loads do not change it.
  func snapshot() async throws -> any KnowledgeSnapshot
}

/// The collections at the versions of one moment.
package protocol KnowledgeSnapshot: Sendable {
  /// The version of each loaded collection.
  var versions: [String: String] { get }

  /// Finds records. Throws ``KnowledgeError`` when the collection is unknown or not loaded.
  func search(_ query: KnowledgeQuery) async throws -> SearchResult

  /// One record, or `nil` when this version does not hold it.
  func record(_ reference: RecordReference) async throws -> Record?

  /// All records of a collection in the order of their ids' bytes, or `nil` when there are more than
  /// `limit`. Throws as ``search(_:)`` does.
  func records(of collection: String, atMost limit: Int) async throws -> [Record]?
}

/// What is asked of a collection.
package struct KnowledgeQuery: Sendable, Hashable {
  package var collection: String
  /// The customer's words.
  package var text: String
  package var limit: Int
  /// The chat so far, oldest first: what "the second one" and "cheaper" refer to.
  package var history: [ChatMessage]
  /// Whether weak matches are wanted behind the records that fit, up to ``limit`` together.
  package var includesWeaker: Bool
  /// Whether the thread that asks may wait for a disk, as a plugin's lane may: the search can then run
  /// on it, and no other thread need be woken.
  package var mayBlock: Bool

  package init(
    collection: String, text: String, limit: Int, history: [ChatMessage] = [],
    includesWeaker: Bool = false, mayBlock: Bool = false
  ) {
    self.collection = collection
    self.text = text
    self.limit = limit
    self.history = history
    self.includesWeaker = includesWeaker
    self.mayBlock = mayBlock
  }
}

/// A search that a plugin made during a turn.
package struct Lookup: Sendable, Hashable {
  /// The entry of the plugin.
  package var plugin: String
  package var text: String
  package var result: SearchResult
  package var milliseconds: Double

  package init(plugin: String, text: String, result: SearchResult, milliseconds: Double) {
    self.plugin = plugin
    self.text = text
    self.result = result
    self.milliseconds = milliseconds
  }
}

/// Why knowledge could not be read or loaded.
package struct KnowledgeError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    case unknownCollection = "unknown_collection"
    case notLoaded = "not_loaded"
    /// The version file is damaged or missing.
    case unreadable = "knowledge_unreadable"
    /// A source file is missing or may not be read.
    case noInput = "no_input"
    /// A source file holds something wrong.
    case badData = "bad_data"
    case io = "knowledge_io"
  }

  package var code: Code
  /// One sentence, or one line per problem, naming the thing and what to do.
  package var description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
