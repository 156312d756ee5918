import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// A chat as a row of `chats`.
enum ChatRow {
  /// What ``chat(_:)`` reads, in its order.
  static let columns = "id, owner, persona, title, fence, created_at, updated_at, leaf, carried"

  static func chat(_ row: SQLiteRow) -> Chat {
    Chat(
      id: ChatID(row.text(0)), owner: OwnerID(row.text(1)), persona: row.text(2),
      title: row.text(3), fence: row.text(4), createdAt: Timestamp(milliseconds: row.integer(5)),
      updatedAt: Timestamp(milliseconds: row.integer(6)),
      leaf: row.optionalText(7).map { MessageID($0) }, carried: row.optionalText(8))
  }

  /// The number that rows of the word index know the chat by; `nil` when this owner has no such chat.
  static func number(
    of chat: ChatID, owner: OwnerID, _ connection: SQLiteConnection
  ) throws -> Int64? {
    try connection.first(
      "SELECT number FROM chats WHERE id = ? AND owner = ?",
      [.text(chat.rawValue), .text(owner.rawValue)]
    ) { $0.integer(0) }
  }

  /// Notes the use of this owner's chat, or makes it. Its title and fence stay what they are.
  ///
  /// - Parameter leaf: The end of its conversation from now on.
  static func insertOrTouch(
    _ chat: Chat, leaf: MessageID, _ connection: SQLiteConnection
  ) throws {
    try connection.run(
      "UPDATE chats SET updated_at = max(updated_at, ?), leaf = ? WHERE id = ? AND owner = ?",
      [
        .integer(chat.updatedAt.milliseconds), .text(leaf.rawValue), .text(chat.id.rawValue),
        .text(chat.owner.rawValue),
      ])
    if connection.changes == 1 { return }
    var chat = chat
    chat.leaf = leaf
    try insert(chat, connection)
  }

  /// Makes a chat. Throws `not_found` when its name is taken: another owner's chat does not exist for
  /// this one.
  static func insert(_ chat: Chat, _ connection: SQLiteConnection) throws {
    try connection.run(
      """
      INSERT INTO chats (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO NOTHING
      """,
      [
        .text(chat.id.rawValue), .text(chat.owner.rawValue), .text(chat.persona),
        .text(chat.title), .text(chat.fence), .integer(chat.createdAt.milliseconds),
        .integer(chat.updatedAt.milliseconds), .text(orNull: chat.leaf?.rawValue),
        .text(orNull: chat.carried),
      ])
    guard connection.changes == 1 else { throw StoreError.missing("chat \(chat.id)") }
    try WordIndex.insertTitle(ofChat: connection.lastInsertRowID, connection)
  }
}
