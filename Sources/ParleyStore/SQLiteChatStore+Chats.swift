package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore {
  package func chat(_ id: ChatID, owner: OwnerID) async throws -> Chat? {
    try await read { connection in
      try connection.first(
        "SELECT \(ChatRow.columns) FROM chats WHERE id = ? AND owner = ?",
        [.text(id.rawValue), .text(owner.rawValue)], ChatRow.chat)
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

  package func messages(
    of chat: ChatID, before: MessageID?, limit: Int, owner: OwnerID
  ) async throws -> MessagePage? {
    let limit = min(max(0, limit), Int(Int32.max))
    return try await read { connection in
      let place: [SQLiteValue] = [.text(chat.rawValue), .text(owner.rawValue)]
      let end =
        if let before {
          try connection.first(
            """
            SELECT messages.seq FROM chats CROSS JOIN messages ON messages.chat = chats.id
            WHERE chats.id = ? AND chats.owner = ? AND messages.id = ?
            """, place + [.text(before.rawValue)]
          ) { $0.integer(0) }
        } else {
          try connection.first(MessageRow.nextSeq, place) { $0.integer(0) }
        }
      guard let end else { return nil }
      // One more tells whether there are others.
      let found = try connection.rows(
        """
        SELECT \(MessageRow.columns) FROM messages WHERE chat = ? AND seq < ?
        ORDER BY seq DESC LIMIT ?
        """, [.text(chat.rawValue), .integer(end), .integer(Int64(limit) + 1)], MessageRow.message)
      return MessagePage(
        messages: found.prefix(limit).reversed(), hasMore: found.count > limit)
    }
  }

  /// Messages are numbered without gaps, since none goes alone.
  package func messageCount(of chat: ChatID, owner: OwnerID) async throws -> Int {
    try await read { connection in
      try connection.first(
        MessageRow.nextSeq, [.text(chat.rawValue), .text(owner.rawValue)]
      ) { Int(clamping: $0.integer(0) - 1) } ?? 0
    }
  }

  package func reply(of generation: GenerationID, owner: OwnerID) async throws -> StoredMessage? {
    try await read { connection in
      try connection.first(
        """
        SELECT \(MessageRow.columns) FROM generations
          JOIN messages ON messages.id = generations.reply
          JOIN chats ON chats.id = messages.chat
        WHERE generations.id = ? AND chats.owner = ?
        """,
        [.text(generation.rawValue), .text(owner.rawValue)], MessageRow.message)
    }
  }

  package func chats(
    of owner: OwnerID, search: String?, after cursor: ChatCursor?, limit: Int
  ) async throws -> ChatPage {
    let query = ChatPageQuery(owner: owner, search: search, after: cursor, limit: limit)
    return try await read { try query.page($0) }
  }

  package func rename(_ chat: ChatID, to title: String, owner: OwnerID) async throws -> Bool {
    try await write(.durable) { connection in
      guard let number = try ChatRow.number(of: chat, owner: owner, connection) else {
        return false
      }
      try WordIndex.deleteTitle(ofChat: number, connection)
      try connection.run(
        "UPDATE chats SET title = ? WHERE number = ?", [.text(title), .integer(number)])
      try WordIndex.insertTitle(ofChat: number, connection)
      return true
    }
  }

  /// Also empties the write-ahead log, which holds copies of what was deleted, unless another
  /// program reads the file just now, and takes its lines out of log files.
  package func delete(_ chat: ChatID, owner: OwnerID) async throws -> Bool {
    let now = clock.now
    let isDeleted = try await write(.durable) { connection in
      guard try ChatErasure.delete(chat, owner: owner, connection) != nil else { return false }
      try WordIndex.erase(connection)
      try AuditRow.insert(
        AuditEntry(actor: owner.rawValue, action: "chat.delete", subject: chat.rawValue), at: now,
        connection)
      return true
    }
    if isDeleted { await forgetErased() }
    return isDeleted
  }
}
