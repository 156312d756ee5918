package import ParleyPlugin

/// Keeps chats. Every call names the owner; another owner's chat does not exist for it.
package protocol ChatStore: Sendable {
  /// Stores a user message and an empty assistant message in one transaction.
  ///
  /// When it returns, the user's message survives a crash. Makes the chat when it is new. Throws
  /// ``StoreError`` with code ``StoreError/Code/notFound`` when the chat belongs to another owner.
  func begin(_ turn: BegunTurn) async throws

  /// Stores what became of the assistant message, its trace, and a job for each post-response hook,
  /// in one transaction.
  func finish(_ turn: FinishedTurn) async throws

  /// A chat of this owner, or `nil`.
  func chat(_ id: ChatID, owner: OwnerID) async throws -> Chat?

  /// The messages of a chat, oldest first; empty when there is no such chat of this owner.
  func messages(of chat: ChatID, owner: OwnerID) async throws -> [StoredMessage]

  /// The owner's chats, the one used last first.
  func chats(of owner: OwnerID, limit: Int) async throws -> [Chat]
}

/// A turn that has been accepted and not yet answered.
package struct BegunTurn: Sendable, Hashable {
  /// As it is after this turn: new, or with a later ``Chat/updatedAt``.
  package var chat: Chat
  package var userMessage: StoredMessage
  /// With status ``MessageStatus/pending``.
  package var reply: StoredMessage
  package var generation: GenerationID

  package init(
    chat: Chat, userMessage: StoredMessage, reply: StoredMessage, generation: GenerationID
  ) {
    self.chat = chat
    self.userMessage = userMessage
    self.reply = reply
    self.generation = generation
  }
}

/// A turn that has ended, in whichever way.
package struct FinishedTurn: Sendable, Hashable {
  package var owner: OwnerID
  package var reply: StoredMessage
  package var generation: GenerationID
  /// What happened in the turn, as JSON.
  package var trace: JSONValue
  package var jobs: [Job]

  package init(
    owner: OwnerID, reply: StoredMessage, generation: GenerationID, trace: JSONValue, jobs: [Job]
  ) {
    self.owner = owner
    self.reply = reply
    self.generation = generation
    self.trace = trace
    self.jobs = jobs
  }
}

/// Why the store could not do something.
package struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    case notFound = "not_found"
    /// Another process holds the data folder.
    case locked = "storage_locked"
    case full = "storage_full"
    case io = "storage_io"
    /// The file is damaged or written by a newer Parley.
    case unreadable = "storage_unreadable"
  }

  package var code: Code
  /// One sentence that names the file and what to do.
  package var description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
