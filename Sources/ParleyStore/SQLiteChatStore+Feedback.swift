package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore: FeedbackStore {
  package func rate(_ feedback: Feedback, owner: OwnerID) async throws -> Bool {
    try await write(.durable) { connection in
      guard try FeedbackRow.isReply(feedback.message, of: owner, connection) else { return false }
      try FeedbackRow.save(feedback, connection)
      return true
    }
  }

  package func unrate(_ message: MessageID, owner: OwnerID) async throws -> Bool {
    try await write(.durable) { connection in
      guard try FeedbackRow.isReply(message, of: owner, connection) else { return false }
      try connection.run("DELETE FROM feedback WHERE message = ?", [.text(message.rawValue)])
      return true
    }
  }

  package func feedback(in chat: ChatID, owner: OwnerID) async throws -> [Feedback] {
    try await read { connection in
      try connection.rows(
        """
        SELECT \(FeedbackRow.columns) FROM messages
          JOIN chats ON chats.id = messages.chat
          JOIN feedback ON feedback.message = messages.id
        WHERE messages.chat = ? AND chats.owner = ? ORDER BY messages.seq
        """,
        [.text(chat.rawValue), .text(owner.rawValue)], FeedbackRow.feedback)
    }
  }

  package func feedback(
    on messages: Set<MessageID>, in chat: ChatID, owner: OwnerID
  ) async throws -> [Feedback] {
    let names = JSONColumn.text(.array(messages.map { .string($0.rawValue) }))
    return try await read { connection in
      try connection.rows(
        """
        SELECT \(FeedbackRow.columns) FROM json_each(?1)
          CROSS JOIN feedback ON feedback.message = json_each.value
          CROSS JOIN messages ON messages.id = feedback.message
          CROSS JOIN chats ON chats.id = messages.chat
        WHERE messages.chat = ?2 AND chats.owner = ?3
        """,
        [.text(names), .text(chat.rawValue), .text(owner.rawValue)], FeedbackRow.feedback)
    }
  }

  package func ratedReplies() async throws -> [RatedReply] {
    try await read { connection in
      try connection.rows(
        """
        SELECT replies.id, questions.content, feedback.rating, replies.citations
        FROM feedback
          JOIN messages AS replies ON replies.id = feedback.message
          JOIN messages AS questions
            ON questions.chat = replies.chat AND questions.id = replies.parent
        WHERE questions.role = 'user' ORDER BY replies.number
        """
      ) { row in
        let citations = try JSONColumn.value(row.text(3), in: "citations of message \(row.text(0))")
        return RatedReply(
          reply: MessageID(row.text(0)), question: row.text(1),
          rating: try FeedbackRow.rating(row.text(2), of: row.text(0)),
          citations: (citations.array ?? []).compactMap(MessageJSON.citation))
      }
    }
  }
}

/// An opinion as a row of `feedback`.
enum FeedbackRow {
  static let columns = "feedback.message, feedback.rating, feedback.comment, feedback.created_at"

  static func feedback(_ row: SQLiteRow) throws -> Feedback {
    Feedback(
      message: MessageID(row.text(0)), rating: try rating(row.text(1), of: row.text(0)),
      comment: row.optionalText(2), createdAt: Timestamp(milliseconds: row.integer(3)))
  }

  static func rating(_ text: String, of message: String) throws -> Feedback.Rating {
    guard let rating = Feedback.Rating(rawValue: text) else {
      throw UnreadableColumn(place: "rating of \(message)", reason: "“\(text)” is no value of it")
    }
    return rating
  }

  static func save(_ feedback: Feedback, _ connection: SQLiteConnection) throws {
    try connection.run(
      """
      INSERT INTO feedback (message, rating, comment, created_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (message) DO UPDATE SET rating = excluded.rating, comment = excluded.comment,
        created_at = excluded.created_at
      """,
      [
        .text(feedback.message.rawValue), .text(feedback.rating.rawValue),
        .text(orNull: feedback.comment), .integer(feedback.createdAt.milliseconds),
      ])
  }

  static func isReply(
    _ message: MessageID, of owner: OwnerID, _ connection: SQLiteConnection
  ) throws -> Bool {
    try connection.first(
      """
      SELECT 1 FROM messages JOIN chats ON chats.id = messages.chat
      WHERE messages.id = ? AND chats.owner = ? AND messages.role = 'assistant'
      """,
      [.text(message.rawValue), .text(owner.rawValue)]
    ) { _ in true } ?? false
  }
}
