package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore {
  /// Walks from the leaf towards the beginning and stops where the text is enough, so that a long
  /// chat costs a turn no more than a short one. Of all but the leaf the JSON that no turn looks at
  /// (usage, notices, knowledge) is left out: reading it costs more than the texts.
  package func history(
    of chat: ChatID, upTo leaf: MessageID?, bytes: Int, owner: OwnerID
  ) async throws -> ChatHistory {
    try await read { connection in
      let place: [SQLiteValue] = [.text(chat.rawValue), .text(owner.rawValue)]
      let own = try connection.first(
        "SELECT leaf FROM chats WHERE id = ? AND owner = ?", place
      ) { $0.optionalText(0) }
      guard let own, let last = leaf?.rawValue ?? own else { return ChatHistory() }
      let messages = try connection.rows(
        """
        WITH RECURSIVE path (number, parent, room, depth) AS (
          SELECT number, parent, ?1 - length(CAST(content AS BLOB)), 0 FROM messages
          WHERE chat = ?2 AND id = ?3
          UNION ALL
          SELECT next.number, next.parent, path.room - length(CAST(next.content AS BLOB)), depth + 1
          FROM path JOIN messages AS next ON next.chat = ?2 AND next.id = path.parent
          WHERE path.room >= length(CAST(next.content AS BLOB)))
        SELECT \(MessageRow.columnsOfPath)
        FROM path CROSS JOIN messages ON messages.number = path.number
        ORDER BY path.depth DESC
        """,
        [
          .integer(Int64(min(max(0, bytes), Int(Int32.max)))), .text(chat.rawValue), .text(last),
        ], MessageRow.message)
      guard let first = messages.first, first.parent != nil else {
        return ChatHistory(messages: messages)
      }
      let instructions = try connection.rows(
        """
        SELECT \(MessageRow.columns) FROM messages
        WHERE chat = ? AND role = 'system' AND seq < (SELECT seq FROM messages WHERE id = ?)
        ORDER BY seq
        """,
        [.text(chat.rawValue), .text(first.id.rawValue)], MessageRow.message)
      return ChatHistory(messages: messages, earlierInstructions: instructions, isCut: true)
    }
  }

  package func message(_ id: MessageID, owner: OwnerID) async throws -> StoredMessage? {
    try await read { connection in
      try connection.first(
        """
        SELECT \(MessageRow.columns) FROM messages JOIN chats ON chats.id = messages.chat
        WHERE messages.id = ? AND chats.owner = ?
        """,
        [.text(id.rawValue), .text(owner.rawValue)], MessageRow.message)
    }
  }

  package func roles(
    of messages: Set<MessageID>, in chat: ChatID, owner: OwnerID
  ) async throws -> [MessageID: Role] {
    guard !messages.isEmpty else { return [:] }
    let names = JSONColumn.text(.array(messages.map { .string($0.rawValue) }))
    return try await read { connection in
      // CROSS JOIN: the names come first, or SQLite goes through all messages of the chat.
      let rows = try connection.rows(
        """
        SELECT messages.id, messages.role FROM json_each(?1)
          CROSS JOIN messages ON messages.chat = ?2 AND messages.id = json_each.value
          CROSS JOIN chats ON chats.id = messages.chat
        WHERE chats.owner = ?3
        """,
        [.text(names), .text(chat.rawValue), .text(owner.rawValue)]
      ) { row in (MessageID(row.text(0)), Role(rawValue: row.text(1))) }
      return Dictionary(rows, uniquingKeysWith: { first, _ in first }).compactMapValues(\.self)
    }
  }

  package func choose(
    _ message: MessageID, in chat: ChatID, owner: OwnerID
  ) async throws -> Bool {
    try await write(.durable) { connection in
      var leaf = try connection.first(
        """
        SELECT messages.id FROM messages JOIN chats ON chats.id = messages.chat
        WHERE messages.chat = ? AND messages.id = ? AND chats.owner = ?
        """,
        [.text(chat.rawValue), .text(message.rawValue), .text(owner.rawValue)]
      ) { $0.text(0) }
      guard leaf != nil else { return false }
      while let last = leaf {
        leaf = try connection.first(
          "SELECT id FROM messages WHERE chat = ? AND parent = ? ORDER BY seq DESC LIMIT 1",
          [.text(chat.rawValue), .text(last)]
        ) { $0.text(0) }
        guard leaf == nil else { continue }
        try connection.run(
          "UPDATE chats SET leaf = ? WHERE id = ? AND owner = ?",
          [.text(last), .text(chat.rawValue), .text(owner.rawValue)])
      }
      return true
    }
  }
}
