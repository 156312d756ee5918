package import ParleyPlugin

/// Names a session.
package struct SessionID: Identifier {
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }
}

/// The live handle on a chat. Idle sessions end; chats stay.
package struct Session: Sendable, Hashable {
  package var id: SessionID
  package var owner: OwnerID
  /// The chat that messages go to. Clearing gives the session another one.
  package var chat: ChatID
  package var persona: String
  package var createdAt: Timestamp
  package var lastActiveAt: Timestamp
  /// When it ends unless it is used again: the idle limit, and never past the absolute limit.
  package var expiresAt: Timestamp

  package init(
    id: SessionID, owner: OwnerID, chat: ChatID, persona: String, createdAt: Timestamp,
    lastActiveAt: Timestamp, expiresAt: Timestamp
  ) {
    self.id = id
    self.owner = owner
    self.chat = chat
    self.persona = persona
    self.createdAt = createdAt
    self.lastActiveAt = lastActiveAt
    self.expiresAt = expiresAt
  }
}

/// Keeps sessions: rows, so that they survive a restart. Every call names the owner.
package protocol SessionStore: Sendable {
  /// Stores a session, or what has changed of it. Its chat need not have a message yet.
  func save(_ session: Session) async throws

  /// Stores several sessions, all of them or, when it throws, none.
  func save(_ sessions: [Session]) async throws

  /// A session of this owner that has not expired, or `nil`.
  func session(_ id: SessionID, owner: OwnerID, at now: Timestamp) async throws -> Session?

  /// The owner's sessions that have not expired, with the number of messages in their chats; the one
  /// used last first.
  func sessions(
    of owner: OwnerID, at now: Timestamp
  ) async throws -> [(session: Session, messages: Int)]

  /// Ends a session; returns whether this owner had it. The chat stays.
  func end(_ id: SessionID, owner: OwnerID) async throws -> Bool
}

extension SessionStore {
  /// For stores that forget everything at once anyway.
  package func save(_ sessions: [Session]) async throws {
    for session in sessions { try await save(session) }
  }
}
