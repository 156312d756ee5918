import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// Stores what a job wants remembered, inside the transaction that ends the job.
struct RecollectionEffects {
  /// The most memories of one owner; beyond it those that matter least go, the oldest first.
  static let mostMemories = 1000

  let job: Job
  let now: Timestamp
  let connection: SQLiteConnection

  func apply(_ effects: [Effect]) throws {
    var memories = 0
    for effect in effects {
      switch effect {
      case .summary(let text, let covers): try insertSummary(text, covers)
      case .memory(let memory, let evidence):
        memories += 1
        try keep(memory, evidence, as: MemoryID("mem_\(job.id)_\(memories)"))
      case .observation(let observation): try insert(observation)
      case .reflection(let messages): try markReflected(messages)
      case .finding(let kind, let value): try insertFinding(kind, value)
      case .annotation, .logLine, .deliver: break
      }
    }
    if memories > 0 { try dropSurplus() }
  }

  private func insertSummary(_ text: String, _ covers: [MessageID]) throws {
    guard !covers.isEmpty else { return }
    try connection.run(
      """
      INSERT INTO summaries (chat, plugin, version, text, created_at)
      SELECT ?1, ?2, coalesce(max(version), 0) + 1, ?3, ?4 FROM summaries WHERE chat = ?1
      """,
      [
        .text(job.chat.rawValue), .text(job.plugin), .text(text), .integer(now.milliseconds),
      ])
    let number = connection.lastInsertRowID
    for (position, message) in covers.enumerated() {
      try connection.run(
        "INSERT INTO summary_messages (summary, position, message) VALUES (?, ?, ?)",
        [.integer(number), .integer(Int64(position)), .text(message.rawValue)])
    }
    let ends = ["first": "", "last": "DESC"].map { column, order in
      """
      \(column) = (
        SELECT messages.id FROM summary_messages
          CROSS JOIN messages ON messages.id = summary_messages.message
        WHERE summary_messages.summary = ?1 ORDER BY messages.seq \(order) LIMIT 1)
      """
    }
    try connection.run(
      "UPDATE summaries SET \(ends.sorted().joined(separator: ", ")) WHERE number = ?1",
      [.integer(number)])
  }

  private func insert(_ observation: Observation) throws {
    try connection.run(
      """
      INSERT INTO observations (message, owner, importance)
      SELECT messages.id, chats.owner, ? FROM messages JOIN chats ON chats.id = messages.chat
      WHERE messages.id = ? AND chats.owner = ? AND messages.role = 'user'
      ON CONFLICT (message) DO NOTHING
      """,
      [
        .integer(Int64(min(max(observation.importance, 1), 10))),
        .text(observation.message.rawValue), .text(job.owner.rawValue),
      ])
  }

  private func markReflected(_ messages: [MessageID]) throws {
    for message in messages {
      try connection.run(
        "UPDATE observations SET is_reflected = 1 WHERE message = ? AND owner = ?",
        [.text(message.rawValue), .text(job.owner.rawValue)])
    }
  }

  private func insertFinding(_ kind: String, _ value: JSONValue) throws {
    try connection.run(
      """
      INSERT INTO findings (owner, reply, persona, plugin, kind, value, created_at)
      SELECT owner, ?, persona, ?, ?, ?, ? FROM chats WHERE id = ?
      """,
      [
        .text(job.reply.rawValue), .text(job.plugin), .text(kind), .text(JSONColumn.text(value)),
        .integer(now.milliseconds), .text(job.chat.rawValue),
      ])
  }

  /// Stores a memory, or confirms the one that says the same. What rests on no message that the
  /// owner wrote, or on none that is still there, is not kept.
  private func keep(_ memory: Memory, _ evidence: [MessageID], as id: MemoryID) throws {
    let words = try evidence.filter(isStatement)
    let folded = FoldedText.of(memory.text)
    guard !words.isEmpty, !folded.isEmpty else { return }
    let kept: MemoryID
    if let known = try memoryID(saying: folded) {
      kept = known
      try confirm(known, by: memory)
    } else {
      kept = id
      try insert(memory, folded, as: id)
    }
    for message in words {
      try connection.run(
        "INSERT INTO memory_evidence (memory, message) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [.text(kept.rawValue), .text(message.rawValue)])
    }
    for old in memory.supersedes where old != kept {
      try connection.run(
        """
        UPDATE memories SET superseded_by = ?
        WHERE id = ? AND owner = ? AND superseded_by IS NULL
        """,
        [.text(kept.rawValue), .text(old.rawValue), .text(job.owner.rawValue)])
    }
  }

  private func isStatement(_ message: MessageID) throws -> Bool {
    try connection.first(
      """
      SELECT 1 FROM messages JOIN chats ON chats.id = messages.chat
      WHERE messages.id = ? AND messages.role = 'user' AND chats.owner = ?
      """,
      [.text(message.rawValue), .text(job.owner.rawValue)]
    ) { _ in true } ?? false
  }

  private func memoryID(saying folded: String) throws -> MemoryID? {
    try connection.first(
      """
      SELECT id FROM memories
      WHERE owner = ? AND folded = ? AND superseded_by IS NULL
        AND (expires_at IS NULL OR expires_at > ?)
      """,
      [.text(job.owner.rawValue), .text(folded), .integer(now.milliseconds)]
    ) { MemoryID($0.text(0)) }
  }

  /// The stronger figures hold; without an expiry on either side it does not age.
  private func confirm(_ known: MemoryID, by memory: Memory) throws {
    try connection.run(
      """
      UPDATE memories SET importance = max(importance, ?), confidence = max(confidence, ?),
        updated_at = max(updated_at, ?), expires_at = max(expires_at, ?)
      WHERE id = ?
      """,
      [
        .real(memory.importance), .real(memory.confidence), .integer(now.milliseconds),
        RecollectionEffects.time(memory.expiresAt), .text(known.rawValue),
      ])
  }

  private func insert(_ memory: Memory, _ folded: String, as id: MemoryID) throws {
    try connection.run(
      """
      INSERT INTO memories
        (id, owner, text, folded, importance, confidence, created_at, updated_at, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id.rawValue), .text(job.owner.rawValue), .text(memory.text), .text(folded),
        .real(RecollectionEffects.share(memory.importance)),
        .real(RecollectionEffects.share(memory.confidence)), .integer(now.milliseconds),
        .integer(now.milliseconds), RecollectionEffects.time(memory.expiresAt),
      ])
  }

  private func dropSurplus() throws {
    try connection.run(
      """
      DELETE FROM memories WHERE number IN (
        SELECT number FROM memories WHERE owner = ? AND corrected = 0
        ORDER BY superseded_by IS NULL DESC, importance DESC, updated_at DESC
        LIMIT -1 OFFSET ?)
      """,
      [.text(job.owner.rawValue), .integer(Int64(RecollectionEffects.mostMemories))])
  }

  private static func time(_ time: Timestamp?) -> SQLiteValue {
    time.map { .integer($0.milliseconds) } ?? .null
  }

  private static func share(_ value: Double) -> Double {
    value.isFinite ? min(max(value, 0), 1) : 0
  }
}
