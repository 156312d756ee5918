package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore: Recollections {
  package func summaries(
    of chat: ChatID, by plugin: String, upTo leaf: MessageID, bytes: Int, owner: OwnerID
  ) async throws -> [StoredSummary] {
    try await read { connection in
      try SummaryPath(chat: chat, plugin: plugin, owner: owner, connection: connection)
        .summaries(upTo: leaf, bytes: bytes)
    }
  }

  package func latestSummary(of chat: ChatID, owner: OwnerID) async throws -> String? {
    try await read { connection in
      let found = try connection.first(
        """
        SELECT summaries.plugin, chats.leaf
        FROM chats CROSS JOIN summaries ON summaries.chat = chats.id
        WHERE chats.id = ? AND chats.owner = ? ORDER BY version DESC LIMIT 1
        """,
        [.text(chat.rawValue), .text(owner.rawValue)]
      ) { ($0.text(0), $0.optionalText(1)) }
      guard let (plugin, leaf) = found, let leaf else { return nil }
      let summaries = try SummaryPath(
        chat: chat, plugin: plugin, owner: owner, connection: connection
      ).summaries(upTo: MessageID(leaf), bytes: .max)
      return summaries.isEmpty ? nil : summaries.map(\.text).joined(separator: "\n")
    }
  }

  package func memories(of owner: OwnerID, at now: Timestamp) async throws -> [StoredMemory] {
    try await read { connection in
      try connection.rows(
        """
        SELECT \(MemoryRow.columns) FROM memories
        WHERE owner = ? AND superseded_by IS NULL AND (expires_at IS NULL OR expires_at > ?)
        ORDER BY updated_at DESC, number DESC
        """,
        [.text(owner.rawValue), .integer(now.milliseconds)], MemoryRow.memory)
    }
  }

  package func correct(
    _ memory: MemoryID, to text: String, owner: OwnerID, at now: Timestamp
  ) async throws -> StoredMemory? {
    try await write(.durable) { connection in
      try connection.run(
        """
        UPDATE memories SET text = ?1, folded = ?2, confidence = 1, corrected = 1, updated_at = ?3
        WHERE id = ?4 AND owner = ?5 AND superseded_by IS NULL
          AND (expires_at IS NULL OR expires_at > ?3)
        """,
        [
          .text(text), .text(FoldedText.of(text)), .integer(now.milliseconds),
          .text(memory.rawValue), .text(owner.rawValue),
        ])
      guard connection.changes == 1 else { return nil }
      return try connection.first(
        "SELECT \(MemoryRow.columns) FROM memories WHERE id = ?", [.text(memory.rawValue)],
        MemoryRow.memory)
    }
  }

  /// Also empties the write-ahead log, as ``delete(_:owner:)`` does.
  package func forget(_ memory: MemoryID, owner: OwnerID) async throws -> Bool {
    let isForgotten = try await write(.durable) { connection in
      try connection.run(
        """
        WITH RECURSIVE gone (id) AS (
          SELECT id FROM memories WHERE id = ? AND owner = ? AND superseded_by IS NULL
          UNION SELECT memories.id FROM memories JOIN gone ON memories.superseded_by = gone.id)
        DELETE FROM memories WHERE id IN (SELECT id FROM gone)
        """,
        [.text(memory.rawValue), .text(owner.rawValue)])
      return connection.changes > 0
    }
    if isForgotten { await commits.emptyLog() }
    return isForgotten
  }

  package func forgetExpired(at now: Timestamp) async throws -> Int {
    try await write(.eventual) { connection in
      // What an expired memory superseded is no truer for that.
      try connection.run(
        """
        WITH RECURSIVE gone (id) AS (
          SELECT id FROM memories WHERE expires_at <= ?
          UNION SELECT memories.id FROM memories JOIN gone ON memories.superseded_by = gone.id)
        DELETE FROM memories WHERE id IN (SELECT id FROM gone)
        """,
        [.integer(now.milliseconds)])
      return connection.changes
    }
  }

  package func observations(of owner: OwnerID, limit: Int) async throws -> [Observation] {
    try await read { connection in
      try connection.rows(
        """
        SELECT observations.message, messages.content, observations.importance
        FROM observations CROSS JOIN messages ON messages.id = observations.message
        WHERE observations.owner = ? AND observations.is_reflected = 0
        ORDER BY observations.rowid LIMIT ?
        """,
        [.text(owner.rawValue), .integer(Int64(max(0, limit)))]
      ) { row in
        Observation(
          message: MessageID(row.text(0)), text: row.text(1),
          importance: Int(clamping: row.integer(2)))
      }
    }
  }
}

/// A row of `memories`.
private enum MemoryRow {
  /// What ``memory(_:)`` reads, in its order.
  static let columns = """
    id, owner, text, importance, confidence, created_at, updated_at, expires_at, corrected,
    (SELECT json_group_array(message) FROM memory_evidence WHERE memory = memories.id)
    """

  static func memory(_ row: SQLiteRow) throws -> StoredMemory {
    let id = MemoryID(row.text(0))
    return StoredMemory(
      id: id, owner: OwnerID(row.text(1)), text: row.text(2), importance: row.real(3),
      confidence: row.real(4),
      evidence: try MessageNames.read(row.text(9), in: "evidence of memory \(id)"),
      createdAt: Timestamp(milliseconds: row.integer(5)),
      updatedAt: Timestamp(milliseconds: row.integer(6)),
      expiresAt: row.isNull(7) ? nil : Timestamp(milliseconds: row.integer(7)),
      isCorrected: row.integer(8) != 0)
  }
}

/// Names of messages as a JSON list.
private enum MessageNames {
  static func read(_ text: String, in place: String) throws -> [MessageID] {
    try JSONColumn.value(text, in: place).array?.compactMap { $0.string.map { MessageID($0) } }
      ?? []
  }
}
