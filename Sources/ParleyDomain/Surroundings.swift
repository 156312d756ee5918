package import ParleyPlugin

/// Tells the time of day. Tests set it.
package protocol WallClock: Sendable {
  var now: Timestamp { get }
}

/// Makes names that cannot be guessed. Tests make them predictable.
package protocol IdentifierSource: Sendable {
  /// A fresh name: 128 bits, the time of making first, so that names sort by age (UUID version 7).
  func next() -> String
}

/// Makes the word that fences data in a chat's prompts.
package protocol FenceSource: Sendable {
  /// The fence word of a chat that begins with this message. The same for the same beginning, so
  /// that an explained prompt is the prompt that would be sent; not to be guessed by those who
  /// write records.
  func fence(owner: OwnerID, persona: String, firstMessage: String) -> String
}

/// Where operators read what happened. Never holds message text unless a plugin puts it there.
package protocol OperatorLog: Sendable {
  func write(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue])
}

/// Reads documents for plugins: files beside the configuration, and JSON that a model wrote.
package protocol DocumentReader: Sendable {
  /// A YAML or JSON file, relative to the configuration's folder. Throws when it is missing, larger
  /// than 1 MiB, malformed, or outside of that folder.
  func document(at path: String) async throws -> JSONValue

  /// Strict JSON. Throws when the text is not one JSON document.
  func json(_ text: String) throws -> JSONValue
}
