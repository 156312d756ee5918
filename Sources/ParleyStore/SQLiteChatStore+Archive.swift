package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore: ChatArchive {
  package func insert(
    _ archived: ArchivedChat, names: any IdentifierSource
  ) async throws -> ChatID {
    try await write(.durable) { connection in
      let archived = try ArchiveRows.unused(archived, names: names, connection)
      let chat = archived.chat
      try ChatRow.insert(chat, connection)
      for message in archived.messages {
        try MessageRow.insert(message, in: chat, connection)
        try WordIndex.insert(message.id, connection)
      }
      for feedback in archived.feedback { try FeedbackRow.save(feedback, connection) }
      return chat.id
    }
  }

  package func archived(_ chat: ChatID) async throws -> ArchivedChat? {
    let found = try await read { connection in
      try connection.first(
        "SELECT \(ChatRow.columns) FROM chats WHERE id = ?", [.text(chat.rawValue)], ChatRow.chat)
    }
    guard let found else { return nil }
    return ArchivedChat(
      chat: found, messages: try await messages(of: chat, owner: found.owner),
      feedback: try await feedback(in: chat, owner: found.owner))
  }

  package func allChats(limit: Int) async throws -> [Chat] {
    try await read { connection in
      try connection.rows(
        "SELECT \(ChatRow.columns) FROM chats ORDER BY updated_at DESC, id DESC LIMIT ?",
        [.integer(Int64(max(0, limit)))], ChatRow.chat)
    }
  }
}

/// The names of a chat that comes in.
private enum ArchiveRows {
  /// The chat with its names, as far as nobody has them yet: else with fresh ones.
  static func unused(
    _ archived: ArchivedChat, names: any IdentifierSource, _ connection: SQLiteConnection
  ) throws -> ArchivedChat {
    var archived = archived
    let chat = archived.chat.id.rawValue
    // A session may hold the name of a chat that is not there yet.
    let isTaken = try connection.first(
      "SELECT 1 FROM chats WHERE id = ?1 UNION ALL SELECT 1 FROM sessions WHERE chat = ?1",
      [.text(chat)]
    ) { _ in true }
    if isTaken != nil { archived.rename(chat: ChatID(names.next())) }
    for message in archived.messages {
      let isTaken = try connection.first(
        "SELECT 1 FROM messages WHERE id = ?", [.text(message.id.rawValue)]
      ) { _ in true }
      guard isTaken != nil else { continue }
      archived.renameMessages { MessageID(names.next()) }
      break
    }
    return archived
  }
}

extension ArchivedChat {
  fileprivate mutating func rename(chat id: ChatID) {
    chat.id = id
    for place in messages.indices { messages[place].chat = id }
  }

  fileprivate mutating func renameMessages(_ next: () -> MessageID) {
    var fresh: [MessageID: MessageID] = [:]
    for place in messages.indices {
      let name = next()
      fresh[messages[place].id] = name
      messages[place].id = name
      messages[place].parent = messages[place].parent.flatMap { fresh[$0] }
    }
    chat.leaf = chat.leaf.flatMap { fresh[$0] }
    for place in feedback.indices {
      feedback[place].message = fresh[feedback[place].message] ?? feedback[place].message
    }
  }
}
