/// A name that Parley made for something: opaque text, unique, not guessable.
public protocol Identifier: RawRepresentable<String>, Sendable, Hashable, CustomStringConvertible {
  init(rawValue: String)
}

extension Identifier {
  public init(_ text: String) {
    self.init(rawValue: text)
  }

  public var description: String { rawValue }
}

/// Names a chat.
public struct ChatID: Identifier {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}

/// Names a message.
public struct MessageID: Identifier {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}

/// Names a record: its collection and its id there.
public struct RecordReference: Sendable, Hashable, CustomStringConvertible {
  public var collection: String
  public var id: String

  public init(collection: String, id: String) {
    self.collection = collection
    self.id = id
  }

  public var description: String { "\(collection)/\(id)" }
}
