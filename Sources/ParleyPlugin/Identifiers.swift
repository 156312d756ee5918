/// A name that Parley made for something: opaque text, unique, not guessable.
public protocol Identifier: RawRepresentable<String>, Sendable, Hashable, CustomStringConvertible {
  /// The name with this text.
  init(rawValue: String)
}

extension Identifier {
  /// The name with this text.
  public init(_ text: String) {
    self.init(rawValue: text)
  }

  public var description: String { rawValue }
}

/// Names a chat.
public struct ChatID: Identifier {
  /// The text of the name.
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}

/// Names a message.
public struct MessageID: Identifier {
  /// The text of the name.
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}

/// Names something that is remembered of an owner.
public struct MemoryID: Identifier {
  /// The text of the name.
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}

/// Names a record: its collection and its id there.
public struct RecordReference: Sendable, Hashable, CustomStringConvertible {
  /// The collection's name in the configuration.
  public var collection: String
  /// The record's id within its collection.
  public var id: String

  public init(collection: String, id: String) {
    self.collection = collection
    self.id = id
  }

  public var description: String { "\(collection)/\(id)" }
}
