import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// The statements that change messages; within the transaction of a turn.
extension MessageRow {
  /// Throws `generation_in_progress` when a reply of the chat is not final.
  static func checkNothingIsMade(in chat: ChatID, _ connection: SQLiteConnection) throws {
    let unfinished = try connection.first(
      "SELECT id FROM messages WHERE chat = ? AND status IN ('pending', 'streaming')",
      [.text(chat.rawValue)]
    ) { $0.text(0) }
    guard let unfinished else { return }
    throw StoreError(
      .generationInProgress,
      "Reply \(unfinished) of chat \(chat) is still being made. Wait for it, or stop it first.")
  }

  /// Adds a message at the end of the chat.
  static func insert(
    _ message: StoredMessage, in chat: Chat, _ connection: SQLiteConnection
  ) throws {
    guard message.chat == chat.id else {
      throw StoreError.missing("message \(message.id) in chat \(chat.id)")
    }
    let values: [SQLiteValue] =
      outcome(of: message) + [
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

  /// Stores what became of a reply that is not final yet.
  static func finish(
    _ reply: StoredMessage, owner: OwnerID, _ connection: SQLiteConnection
  ) throws {
    let place: [SQLiteValue] = [
      .text(reply.id.rawValue), .text(reply.chat.rawValue), .text(owner.rawValue),
    ]
    let isTheOne = "id = ? AND chat = (SELECT id FROM chats WHERE id = ? AND owner = ?)"
    try connection.run(
      """
      UPDATE messages SET \(outcomeColumns)
      WHERE \(isTheOne) AND status IN ('pending', 'streaming')
      """,
      outcome(of: reply) + place)
    if connection.changes == 1 { return }
    let isThere = try connection.first("SELECT 1 FROM messages WHERE \(isTheOne)", place) { _ in
      true
    }
    guard isThere != nil else {
      throw StoreError.missing("reply \(reply.id) in chat \(reply.chat)")
    }
    throw StoreError(
      .conflict, "Reply \(reply.id) is final already and is never replaced by another.")
  }
}
