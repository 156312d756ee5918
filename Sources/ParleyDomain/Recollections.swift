package import ParleyPlugin

/// A memory as it is kept.
package struct StoredMemory: Sendable, Hashable {
  package var id: MemoryID
  package var owner: OwnerID
  package var text: String
  /// 0 to 1.
  package var importance: Double
  /// 0 to 1.
  package var confidence: Double
  /// The messages it was drawn from; when the last of them is deleted, so is the memory.
  package var evidence: [MessageID]
  package var createdAt: Timestamp
  /// When it was last confirmed or corrected.
  package var updatedAt: Timestamp
  package var expiresAt: Timestamp?
  /// Whether its owner has put it right; nothing that a plugin draws changes its words then.
  package var isCorrected: Bool

  package init(
    id: MemoryID, owner: OwnerID, text: String, importance: Double, confidence: Double,
    evidence: [MessageID], createdAt: Timestamp, updatedAt: Timestamp, expiresAt: Timestamp?,
    isCorrected: Bool
  ) {
    self.id = id
    self.owner = owner
    self.text = text
    self.importance = importance
    self.confidence = confidence
    self.evidence = evidence
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.expiresAt = expiresAt
    self.isCorrected = isCorrected
  }

  /// As plugins see it.
  package var memory: Memory {
    Memory(
      text: text, importance: importance, confidence: confidence, expiresAt: expiresAt, id: id,
      learntAt: updatedAt)
  }
}

/// A summary as it is kept: of the messages from the first to the last one on the way to a reply.
package struct StoredSummary: Sendable, Hashable {
  /// Counts the summaries of a chat from 1.
  package var version: Int
  package var text: String
  package var first: MessageID
  package var last: MessageID
  package var createdAt: Timestamp

  package init(
    version: Int, text: String, first: MessageID, last: MessageID, createdAt: Timestamp
  ) {
    self.version = version
    self.text = text
    self.first = first
    self.last = last
    self.createdAt = createdAt
  }
}

/// What is remembered of chats and their owners: summaries, memories, and the observations that
/// memories are drawn from. Plugins add to it through ``JobQueue/complete(_:effects:deliveries:at:)``.
package protocol Recollections: Sendable {
  /// The summaries that one plugin entry has made of the messages that lead to `leaf`, oldest first:
  /// where several cover a message, the one that reaches back furthest. The newest ones, whose texts
  /// have up to `bytes` bytes together, and at least one. Empty when this owner has no such chat.
  func summaries(
    of chat: ChatID, by plugin: String, upTo leaf: MessageID, bytes: Int, owner: OwnerID
  ) async throws -> [StoredSummary]

  /// What there is to tell of a chat in short: the summaries of its conversation by the entry that
  /// made the last one, joined. `nil` when the chat has none.
  func latestSummary(of chat: ChatID, owner: OwnerID) async throws -> String?

  /// What is known of an owner and neither expired nor superseded, the last confirmed first.
  func memories(of owner: OwnerID, at now: Timestamp) async throws -> [StoredMemory]

  /// Puts a memory right; returns it, or `nil` when this owner has no such memory.
  func correct(
    _ memory: MemoryID, to text: String, owner: OwnerID, at now: Timestamp
  ) async throws -> StoredMemory?

  /// Deletes a memory and those it superseded; returns whether this owner had it.
  func forget(_ memory: MemoryID, owner: OwnerID) async throws -> Bool

  /// Deletes the memories that have expired; returns how many.
  func forgetExpired(at now: Timestamp) async throws -> Int

  /// The owner's messages that were observed and not yet looked through for memories, oldest first.
  func observations(of owner: OwnerID, limit: Int) async throws -> [Observation]
}

/// A question that got no good answer, with all who asked the same.
package struct UnansweredQuestion: Sendable, Hashable {
  /// In the words of whoever asked last, without personal details.
  package var question: String
  package var count: Int
  package var firstAt: Timestamp
  package var lastAt: Timestamp
  /// Why it counts as unanswered, for example `nothing_found`; those met most often first.
  package var reasons: [String]
  /// What knowledge was missing, as a model told it last, without personal details.
  package var missing: String?
  /// Who judged: `computed`, or the name of a model.
  package var judges: [String]
  package var personas: [String]
  /// The replies, newest first, at most 20.
  package var replies: [MessageID]

  package init(
    question: String, count: Int, firstAt: Timestamp, lastAt: Timestamp, reasons: [String],
    missing: String?, judges: [String], personas: [String], replies: [MessageID]
  ) {
    self.question = question
    self.count = count
    self.firstAt = firstAt
    self.lastAt = lastAt
    self.reasons = reasons
    self.missing = missing
    self.judges = judges
    self.personas = personas
    self.replies = replies
  }

  /// As `parley unanswered --json` and `GET /api/admin/unanswered` tell it.
  package var json: JSONValue {
    func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
    return [
      "question": .string(question), "count": .integer(count),
      "first_at": .string(firstAt.description), "last_at": .string(lastAt.description),
      "reasons": texts(reasons), "missing": missing.map(JSONValue.string) ?? .null,
      "judged_by": texts(judges), "personas": texts(personas),
      "message_ids": texts(replies.map(\.rawValue)),
    ]
  }
}

/// What plugins found for operators; it spans all owners.
package protocol Findings: Sendable {
  /// The questions that got no good answer since a time, those asked most often first, without
  /// personal details (``PersonalDetail``). Looks at the newest 20,000 findings.
  func unanswered(since: Timestamp?, limit: Int) async throws -> [UnansweredQuestion]
}
