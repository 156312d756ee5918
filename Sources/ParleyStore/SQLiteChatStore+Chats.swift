package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore {
  package func begin(_ turn: BegunTurn) async throws {
    try await write { connection in
      try Chats.insertOrTouch(turn.chat, connection)
      try Chats.insert(turn.userMessage, in: turn.chat, connection)
      try Chats.insert(turn.reply, in: turn.chat, connection)
      try connection.run(
        "INSERT INTO generations (id, chat, reply, started_at) VALUES (?, ?, ?, ?)",
        [
          .text(turn.generation.rawValue), .text(turn.chat.id.rawValue),
          .text(turn.reply.id.rawValue), .integer(turn.reply.createdAt.milliseconds),
        ])
    }
  }

  package func finish(_ turn: FinishedTurn) async throws {
    try await write { connection in
      try Chats.finish(turn.reply, owner: turn.owner, connection)
      try Chats.insertTrace(of: turn, connection)
      for job in turn.jobs { try Jobs.insert(job, of: turn, connection) }
    }
  }

  package func chat(_ id: ChatID, owner: OwnerID) async throws -> Chat? {
    try await read { connection in
      try connection.first(
        "SELECT \(Chats.columns) FROM chats WHERE id = ? AND owner = ?",
        [.text(id.rawValue), .text(owner.rawValue)], Chats.chat)
    }
  }

  package func messages(of chat: ChatID, owner: OwnerID) async throws -> [StoredMessage] {
    try await read { connection in
      try connection.rows(
        """
        SELECT \(MessageRow.columns) FROM messages JOIN chats ON chats.id = messages.chat
        WHERE messages.chat = ? AND chats.owner = ? ORDER BY messages.seq
        """,
        [.text(chat.rawValue), .text(owner.rawValue)], MessageRow.message)
    }
  }

  package func chats(of owner: OwnerID, limit: Int) async throws -> [Chat] {
    try await read { connection in
      try connection.rows(
        """
        SELECT \(Chats.columns) FROM chats WHERE owner = ?
        ORDER BY updated_at DESC, id DESC LIMIT ?
        """,
        [.text(owner.rawValue), .integer(Int64(max(0, limit)))], Chats.chat)
    }
  }
}

/// The statements on chats and their messages.
private enum Chats {
  static let columns = "id, owner, persona, title, fence, created_at, updated_at"

  static func chat(_ row: SQLiteRow) -> Chat {
    Chat(
      id: ChatID(row.text(0)), owner: OwnerID(row.text(1)), persona: row.text(2),
      title: row.text(3), fence: row.text(4), createdAt: Timestamp(milliseconds: row.integer(5)),
      updatedAt: Timestamp(milliseconds: row.integer(6)))
  }

  /// Makes the chat, or notes its use when it is this owner's.
  static func insertOrTouch(_ chat: Chat, _ connection: SQLiteConnection) throws {
    try connection.run(
      """
      INSERT INTO chats (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET updated_at = max(updated_at, excluded.updated_at)
      WHERE owner = excluded.owner
      """,
      [
        .text(chat.id.rawValue), .text(chat.owner.rawValue), .text(chat.persona),
        .text(chat.title), .text(chat.fence), .integer(chat.createdAt.milliseconds),
        .integer(chat.updatedAt.milliseconds),
      ])
    guard connection.changes == 1 else { throw StoreError.missing("chat \(chat.id)") }
  }

  static func insert(
    _ message: StoredMessage, in chat: Chat, _ connection: SQLiteConnection
  ) throws {
    guard message.chat == chat.id else {
      throw StoreError.missing("message \(message.id) in chat \(chat.id)")
    }
    let values: [SQLiteValue] =
      MessageRow.outcome(of: message) + [
        .text(message.id.rawValue), .text(orNull: message.parent?.rawValue),
        .text(message.role.rawValue), .integer(message.createdAt.milliseconds),
        .text(chat.id.rawValue), .text(chat.owner.rawValue),
      ]
    try connection.run(
      """
      INSERT INTO messages (content, status, finish_reason, upstream, model, usage, citations,
        notices, knowledge, id, parent, role, created_at, chat, seq)
      SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, chats.id,
        (SELECT coalesce(max(seq), 0) + 1 FROM messages WHERE chat = chats.id)
      FROM chats WHERE id = ? AND owner = ?
      """, values)
  }

  static func finish(
    _ reply: StoredMessage, owner: OwnerID, _ connection: SQLiteConnection
  ) throws {
    try connection.run(
      """
      UPDATE messages SET \(MessageRow.outcomeColumns)
      WHERE id = ? AND chat = (SELECT id FROM chats WHERE id = ? AND owner = ?)
        AND status IN ('pending', 'streaming')
      """,
      MessageRow.outcome(of: reply) + [
        .text(reply.id.rawValue), .text(reply.chat.rawValue), .text(owner.rawValue),
      ])
    guard connection.changes == 1 else {
      throw StoreError.missing("unfinished reply \(reply.id) in chat \(reply.chat)")
    }
  }

  static func insertTrace(of turn: FinishedTurn, _ connection: SQLiteConnection) throws {
    try connection.run(
      """
      INSERT INTO traces (generation, value)
      SELECT id, ? FROM generations WHERE id = ? AND chat = ? AND reply = ?
      """,
      [
        .text(JSONColumn.text(turn.trace)), .text(turn.generation.rawValue),
        .text(turn.reply.chat.rawValue), .text(turn.reply.id.rawValue),
      ])
    guard connection.changes == 1 else {
      throw StoreError.missing("generation \(turn.generation) of reply \(turn.reply.id)")
    }
  }
}
