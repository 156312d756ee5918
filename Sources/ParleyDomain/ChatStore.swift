package import ParleyPlugin

/// Keeps chats. Every call names the owner; another owner's chat does not exist for it.
package protocol ChatStore: Sendable {
  /// Stores a user message and an empty assistant message in one transaction.
  ///
  /// When it returns ``Beginning/begun``, the user's message survives a crash and a power cut. Makes
  /// the chat when it is new, and takes over ``BegunTurn/session``. A request whose idempotency key
  /// is known stores nothing and gets the turn that the key made. Throws ``StoreError``: `not_found`
  /// for a chat of another owner, `key_reused` for a known key with another body, and
  /// `generation_in_progress` while another reply of the chat is being made.
  func begin(_ turn: BegunTurn) async throws -> Beginning

  /// Stores how far replies have come, all in one transaction. Survives a crash of the program; a
  /// power cut may take the last second. Replies that are final meanwhile stay as they are.
  func checkpoint(_ texts: [PartialText]) async throws

  /// Stores what became of the assistant message, its trace, and a job for each post-response hook,
  /// in one transaction. When it returns, they survive a crash and a power cut.
  func finish(_ turn: FinishedTurn) async throws

  /// A chat of this owner, or `nil`.
  func chat(_ id: ChatID, owner: OwnerID) async throws -> Chat?

  /// All messages of a chat with their other versions, in the order in which they were stored; empty
  /// when there is no such chat of this owner.
  func messages(of chat: ChatID, owner: OwnerID) async throws -> [StoredMessage]

  /// The messages of a chat that were stored before one of them, or the newest ones when `before` is
  /// `nil`: at most `limit`, in the order in which they were stored. `nil` when this owner has no such
  /// chat or message.
  func messages(
    of chat: ChatID, before: MessageID?, limit: Int, owner: OwnerID
  ) async throws -> MessagePage?

  /// How many messages a chat of this owner has, with their other versions.
  func messageCount(of chat: ChatID, owner: OwnerID) async throws -> Int

  /// The messages that lead to `leaf`, or to the chat's own when `nil`: the newest ones, at least one,
  /// whose texts have up to `bytes` bytes together. Empty when this owner has no such chat or message.
  func history(
    of chat: ChatID, upTo leaf: MessageID?, bytes: Int, owner: OwnerID
  ) async throws -> ChatHistory

  /// A message of this owner, or `nil`.
  func message(_ id: MessageID, owner: OwnerID) async throws -> StoredMessage?

  /// Who wrote those of the messages that are in a chat of this owner.
  func roles(
    of messages: Set<MessageID>, in chat: ChatID, owner: OwnerID
  ) async throws -> [MessageID: Role]

  /// Makes a message of a chat, with the newest that goes on from it, the conversation that its owner
  /// sees; returns whether this owner has it.
  func choose(_ message: MessageID, in chat: ChatID, owner: OwnerID) async throws -> Bool

  /// The reply that a generation made or is making, or `nil` when this owner has no such generation.
  func reply(of generation: GenerationID, owner: OwnerID) async throws -> StoredMessage?

  /// The owner's chats, the one used last first: those whose title or messages hold the words of
  /// `search` (all when `nil`), after a cursor that an earlier page gave.
  func chats(
    of owner: OwnerID, search: String?, after cursor: ChatCursor?, limit: Int
  ) async throws -> ChatPage

  /// Gives a chat another title; returns whether this owner has it.
  func rename(_ chat: ChatID, to title: String, owner: OwnerID) async throws -> Bool

  /// Deletes a chat and all that was made from it; returns whether this owner had it.
  func delete(_ chat: ChatID, owner: OwnerID) async throws -> Bool
}

/// What became of a request to begin a turn.
package enum Beginning: Sendable, Hashable {
  case begun
  /// The idempotency key is known: this is the turn it made.
  case known(user: StoredMessage, reply: StoredMessage, generation: GenerationID)
}

/// The name a client gave to a request, so that sending it twice does it once.
package struct IdempotencyKey: Sendable, Hashable {
  package var key: String
  /// A hash of what the request asks for.
  package var bodyHash: String

  package init(key: String, bodyHash: String) {
    self.key = key
    self.bodyHash = bodyHash
  }
}

/// How far a reply has come.
package struct PartialText: Sendable, Hashable {
  package var owner: OwnerID
  package var reply: MessageID
  /// The whole text so far.
  package var text: String

  package init(owner: OwnerID, reply: MessageID, text: String) {
    self.owner = owner
    self.reply = reply
    self.text = text
  }
}

/// Where a page of chats ended.
package struct ChatCursor: Sendable, Hashable {
  package var updatedAt: Timestamp
  package var id: ChatID

  package init(updatedAt: Timestamp, id: ChatID) {
    self.updatedAt = updatedAt
    self.id = id
  }
}

/// Some of an owner's chats, and where the next page begins.
package struct ChatPage: Sendable, Hashable {
  package var chats: [Chat]
  /// `nil` on the last page.
  package var next: ChatCursor?

  package init(chats: [Chat], next: ChatCursor?) {
    self.chats = chats
    self.next = next
  }
}

/// Some of a chat's messages.
package struct MessagePage: Sendable, Hashable {
  /// In the order in which they were stored.
  package var messages: [StoredMessage]
  /// Whether others were stored before these.
  package var hasMore: Bool

  package init(messages: [StoredMessage], hasMore: Bool) {
    self.messages = messages
    self.hasMore = hasMore
  }
}

/// A turn that has been accepted and not yet answered.
package struct BegunTurn: Sendable, Hashable {
  /// As it is after this turn: new, or with a later ``Chat/updatedAt``.
  package var chat: Chat
  /// Messages that the client says went before, to be stored first; only for a new chat.
  package var earlier: [StoredMessage]
  package var userMessage: StoredMessage
  /// With status ``MessageStatus/pending``.
  package var reply: StoredMessage
  package var generation: GenerationID
  /// The session that the message came in, as it is after it; `nil` for calls without one.
  package var session: Session?
  package var idempotency: IdempotencyKey?
  /// Whether ``userMessage`` is stored already and gets another reply.
  package var isAnsweredAgain: Bool

  package init(
    chat: Chat, earlier: [StoredMessage] = [], userMessage: StoredMessage, reply: StoredMessage,
    generation: GenerationID, session: Session? = nil, idempotency: IdempotencyKey? = nil,
    isAnsweredAgain: Bool = false
  ) {
    self.chat = chat
    self.earlier = earlier
    self.userMessage = userMessage
    self.reply = reply
    self.generation = generation
    self.session = session
    self.idempotency = idempotency
    self.isAnsweredAgain = isAnsweredAgain
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
  /// What each call cost; calls without a price are missing.
  package var costs: [UpstreamCost]

  package init(
    owner: OwnerID, reply: StoredMessage, generation: GenerationID, trace: JSONValue, jobs: [Job],
    costs: [UpstreamCost] = []
  ) {
    self.owner = owner
    self.reply = reply
    self.generation = generation
    self.trace = trace
    self.jobs = jobs
    self.costs = costs
  }
}

/// Why the store could not do something.
package struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    case notFound = "not_found"
    /// A name that is taken, or a message that is final already.
    case conflict = "storage_conflict"
    /// An idempotency key that came with another body before.
    case keyReused = "idempotency_key_reused"
    /// Another reply of the chat is being made.
    case generationInProgress = "generation_in_progress"
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
