import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// A message as a row of `messages`.
enum MessageRow {
  /// What ``message(_:)`` reads, in its order.
  static let columns = """
    messages.id, messages.chat, messages.parent, messages.role, messages.content, messages.status,
    messages.finish_reason, messages.upstream, messages.model, messages.usage, messages.citations,
    messages.notices, messages.knowledge, messages.created_at
    """

  /// The same for the messages of a `path`: what only its leaf, at depth 0, is asked for is left out of
  /// the others.
  static let columnsOfPath = """
    messages.id, messages.chat, messages.parent, messages.role, messages.content, messages.status,
    messages.finish_reason, messages.upstream, messages.model,
    CASE WHEN path.depth = 0 THEN messages.usage END, messages.citations,
    CASE WHEN path.depth = 0 THEN messages.notices ELSE '[]' END,
    CASE WHEN path.depth = 0 THEN messages.knowledge ELSE '{}' END, messages.created_at
    """

  /// The number of the next message of chat `?1` of owner `?2`; no row when there is no such chat.
  static let nextSeq = """
    SELECT (SELECT coalesce(max(seq), 0) + 1 FROM messages WHERE chat = chats.id)
    FROM chats WHERE chats.id = ?1 AND chats.owner = ?2
    """

  /// What a finished reply changes; the values are ``outcome(of:)``.
  static let outcomeColumns = """
    content = ?, status = ?, finish_reason = ?, upstream = ?, model = ?, usage = ?, citations = ?,
    notices = ?, knowledge = ?
    """

  static func outcome(of message: StoredMessage) -> [SQLiteValue] {
    let knowledge = message.knowledge.mapValues { JSONValue.string($0) }
    return [
      .text(message.content), .text(message.status.rawValue),
      .text(orNull: message.finishReason?.rawValue), .text(orNull: message.upstream),
      .text(orNull: message.model),
      .text(orNull: message.usage.map { JSONColumn.text(MessageJSON.value($0)) }),
      .text(JSONColumn.text(.array(message.citations.map(MessageJSON.value)))),
      .text(JSONColumn.text(.array(message.notices.map(MessageJSON.value)))),
      .text(JSONColumn.text(.object(knowledge))),
    ]
  }

  static func message(_ row: SQLiteRow) throws -> StoredMessage {
    let reader = Reader(row: row)
    var message = StoredMessage(
      id: MessageID(row.text(0)), chat: ChatID(row.text(1)),
      parent: row.optionalText(2).map { MessageID($0) },
      role: try reader.enumeration(3, "role"), content: row.text(4),
      status: try reader.enumeration(5, "status"),
      createdAt: Timestamp(milliseconds: row.integer(13)))
    if !row.isNull(6) { message.finishReason = try reader.enumeration(6, "finish_reason") }
    message.upstream = row.optionalText(7)
    message.model = row.optionalText(8)
    if !row.isNull(9) { message.usage = try reader.json(9, "usage", MessageJSON.usage) }
    message.citations = try reader.list(10, "citations", MessageJSON.citation)
    message.notices = try reader.list(11, "notices", MessageJSON.notice)
    if row.text(12) == "{}" { return message }
    message.knowledge = try reader.json(12, "knowledge") { value in
      let versions = value.object?.compactMapValues(\.string)
      return versions?.count == value.object?.count ? versions : nil
    }
    return message
  }

  /// Reads columns of a message; errors say which.
  private struct Reader {
    let row: SQLiteRow

    func enumeration<Value: RawRepresentable<String>>(_ column: Int, _ name: String) throws -> Value
    {
      guard let value = Value(rawValue: row.text(column)) else {
        throw UnreadableColumn(
          place: place(name), reason: "“\(row.text(column))” is no value of it")
      }
      return value
    }

    func json<Value>(
      _ column: Int, _ name: String, _ read: (JSONValue) -> Value?
    ) throws -> Value {
      let value = try JSONColumn.value(row.text(column), in: place(name))
      guard let value = read(value) else {
        throw UnreadableColumn(place: place(name), reason: "something is missing in it")
      }
      return value
    }

    func list<Value>(
      _ column: Int, _ name: String, _ read: (JSONValue) -> Value?
    ) throws -> [Value] {
      // Most messages have none, and a turn reads many messages.
      if row.text(column) == "[]" { return [] }
      return try json(column, name) { value in
        guard let elements = value.array else { return nil }
        let values = elements.compactMap(read)
        return values.count == elements.count ? values : nil
      }
    }

    private func place(_ name: String) -> String { "\(name) of message \(row.text(0))" }
  }
}
