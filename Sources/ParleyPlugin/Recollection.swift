/// A summary that an entry has made of a chat.
public struct ChatSummary: Sendable, Hashable {
  /// Counts the summaries of a chat from 1; nothing is ever overwritten.
  public var version: Int
  /// What was said, in short.
  public var text: String
  /// The messages it can stand in for: those that are in the turn's history, and of those that are not
  /// its first and its last one. A summary of summaries names what they name.
  public var covers: [MessageID]
  /// When it was stored.
  public var createdAt: Timestamp

  public init(version: Int, text: String, covers: [MessageID], createdAt: Timestamp) {
    self.version = version
    self.text = text
    self.covers = covers
    self.createdAt = createdAt
  }

  /// Summaries that cover no message twice, in the order of their making: those that cover more go
  /// before those that they took up, and later ones before earlier ones.
  public static func current(of summaries: [ChatSummary]) -> [ChatSummary] {
    var covered: Set<MessageID> = []
    var chosen: [ChatSummary] = []
    let ranked = summaries.sorted {
      ($1.covers.count, $1.version) < ($0.covers.count, $0.version)
    }
    for summary in ranked where covered.isDisjoint(with: summary.covers) {
      chosen.append(summary)
      covered.formUnion(summary.covers)
    }
    return chosen.sorted { $0.version < $1.version }
  }
}

/// How much a user's message tells about its owner.
public struct Observation: Sendable, Hashable {
  /// A message that the owner wrote.
  public var message: MessageID
  /// What it says; the host fills it in.
  public var text: String
  /// From 1, small talk, to 10, something that matters for years.
  public var importance: Int

  public init(message: MessageID, text: String = "", importance: Int) {
    self.message = message
    self.text = text
    self.importance = importance
  }
}

/// What became of one search of a turn.
public struct SearchNote: Sendable, Hashable {
  /// The entry of the plugin that searched.
  public var plugin: String
  /// The collection's name in the configuration.
  public var collection: String
  /// How many records fit.
  public var total: Int
  /// The conditions without which something would have fit, for people to read.
  public var emptied: [String]

  public init(plugin: String, collection: String, total: Int, emptied: [String] = []) {
    self.plugin = plugin
    self.collection = collection
    self.total = total
    self.emptied = emptied
  }
}
