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
