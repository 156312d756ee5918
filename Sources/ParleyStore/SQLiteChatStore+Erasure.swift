package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore: Erasure {
  /// So many chats in one transaction, so that others need not wait long.
  private static let batch: Int64 = 50

  package func eraseEverything(of owner: OwnerID, at now: Timestamp) async throws -> ErasedCounts {
    var counts = ErasedCounts()
    let name: SQLiteValue = .text(owner.rawValue)
    counts.sessions = try await write(.durable) { connection in
      try connection.run("DELETE FROM sessions WHERE owner = ?", [name])
      return connection.changes
    }
    while true {
      let erased = try await write(.durable) { connection in
        try SQLiteChatStore.deleteChats(
          "owner = ?1 LIMIT ?2", [name, .integer(SQLiteChatStore.batch)], connection)
      }
      if erased.isEmpty { break }
      counts.chats += erased.count
      counts.messages += erased.reduce(0, +)
    }
    let total = counts
    try await write(.durable) { connection in
      try connection.run("DELETE FROM idempotency_keys WHERE owner = ?", [name])
      for table in ["jobs", "memories", "observations", "findings", "usage"] {
        try connection.run("DELETE FROM \(table) WHERE owner = ?", [name])
      }
      try AuditRow.insert(
        AuditEntry(
          actor: owner.rawValue, action: "owner.erase", subject: owner.rawValue,
          detail: "\(total.chats) chats, \(total.messages) messages"), at: now, connection)
    }
    await forgetErased()
    return counts
  }

  package func sweep(_ policy: RetentionPolicy, at now: Timestamp) async throws -> Bool {
    let isGuest = "owner LIKE 'guest-%'"
    let chats = try await sweepChats("NOT \(isGuest)", unusedFor: policy.chats, at: now)
    let guests = try await sweepChats(isGuest, unusedFor: policy.guestChats, at: now)
    let traces = try await sweepTraces(olderThan: policy.traces, at: now)
    let jobs = try await sweepJobs(olderThan: policy.jobs, at: now)
    let findings = try await sweepFindings(olderThan: policy.findings, at: now)
    if chats + guests > 0 { await forgetErased() }
    guard
      [chats, guests, traces, jobs, findings].contains(where: {
        $0 >= Int(SQLiteChatStore.batch)
      })
    else {
      // Once, when all else is done: each time every file is read whole.
      if let logs = policy.logs { await rewriteLogs(before: now.advanced(by: .zero - logs)) }
      return false
    }
    return true
  }

  /// Deletes the chats that a condition on `chats` finds; returns how many messages each had.
  private static func deleteChats(
    _ condition: String, _ values: [SQLiteValue], _ connection: SQLiteConnection
  ) throws -> [Int] {
    let chats = try connection.rows("SELECT id, owner FROM chats WHERE \(condition)", values) {
      (id: ChatID($0.text(0)), owner: OwnerID($0.text(1)))
    }
    let counts = try chats.compactMap {
      try ChatErasure.delete($0.id, owner: $0.owner, connection)
    }
    if !counts.isEmpty { try WordIndex.erase(connection) }
    return counts
  }

  private func sweepChats(
    _ owners: String, unusedFor span: Duration?, at now: Timestamp
  ) async throws -> Int {
    guard let span else { return 0 }
    let cutoff = now.advanced(by: .zero - span)
    return try await write(.eventual) { connection in
      let erased = try SQLiteChatStore.deleteChats(
        """
        updated_at < ?1 AND \(owners)
          AND NOT EXISTS (
            SELECT 1 FROM sessions WHERE sessions.chat = chats.id AND expires_at > ?2)
          AND NOT EXISTS (
            SELECT 1 FROM messages
            WHERE messages.chat = chats.id AND status IN ('pending', 'streaming'))
        LIMIT ?3
        """,
        [
          .integer(cutoff.milliseconds), .integer(now.milliseconds),
          .integer(SQLiteChatStore.batch),
        ], connection)
      if !erased.isEmpty {
        try AuditRow.insert(
          AuditEntry(
            actor: "parley", action: "retention", subject: "chats",
            detail: "\(erased.count) chats unused since before \(cutoff)"), at: now, connection)
      }
      return erased.count
    }
  }

  private func sweepTraces(olderThan span: Duration?, at now: Timestamp) async throws -> Int {
    guard let span else { return 0 }
    return try await sweep(
      """
      SELECT generations.id FROM generations
        JOIN traces ON traces.generation = generations.id
      WHERE generations.started_at < ?1 LIMIT ?2
      """, before: now.advanced(by: .zero - span), "DELETE FROM traces WHERE generation = ?")
  }

  /// Jobs that stored something stay, without what they worked on: their effects hang on them.
  private func sweepJobs(olderThan span: Duration?, at now: Timestamp) async throws -> Int {
    guard let span else { return 0 }
    let cutoff = now.advanced(by: .zero - span)
    let isOld = "status = 'done' AND due_at < ?1 AND done_at < ?1"
    let hasEffects = "EXISTS (SELECT 1 FROM effects WHERE effects.job = jobs.id)"
    let deleted = try await sweep(
      "SELECT id FROM jobs WHERE \(isOld) AND NOT \(hasEffects) LIMIT ?2", before: cutoff,
      "DELETE FROM jobs WHERE id = ?")
    let emptied = try await sweep(
      "SELECT id FROM jobs WHERE \(isOld) AND payload <> '{}' AND \(hasEffects) LIMIT ?2",
      before: cutoff, "UPDATE jobs SET payload = '{}' WHERE id = ?")
    return max(deleted, emptied)
  }

  private func sweepFindings(olderThan span: Duration?, at now: Timestamp) async throws -> Int {
    guard let span else { return 0 }
    return try await sweep(
      "SELECT number FROM findings WHERE created_at < ?1 ORDER BY number LIMIT ?2",
      before: now.advanced(by: .zero - span), "DELETE FROM findings WHERE number = ?")
  }

  /// Looks for rows without holding up those who write, then changes each.
  private func sweep(
    _ query: String, before cutoff: Timestamp, _ change: String
  ) async throws -> Int {
    let names = try await read { connection in
      try connection.rows(
        query, [.integer(cutoff.milliseconds), .integer(SQLiteChatStore.batch)]
      ) { $0.text(0) }
    }
    guard !names.isEmpty else { return 0 }
    try await write(.eventual) { connection in
      for name in names { try connection.run(change, [.text(name)]) }
    }
    return names.count
  }
}
