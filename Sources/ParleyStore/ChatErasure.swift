import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// Deletes chats with all that was made from them; within a transaction.
enum ChatErasure {
  /// Deletes a chat and notes that its lines have to go from log files. Returns how many messages it
  /// had; `nil` when this owner has no such chat. ``WordIndex/erase(_:)`` follows once for all.
  static func delete(
    _ chat: ChatID, owner: OwnerID, _ connection: SQLiteConnection
  ) throws -> Int? {
    guard let number = try ChatRow.number(of: chat, owner: owner, connection) else { return nil }
    let place: [SQLiteValue] = [.text(chat.rawValue)]
    let count = try connection.first("SELECT count(*) FROM messages WHERE chat = ?", place) {
      Int(clamping: $0.integer(0))
    }
    try WordIndex.delete(chat: chat, number: number, connection)
    try connection.run("DELETE FROM sessions WHERE chat = ?", place)
    try connection.run("DELETE FROM outgoing_log_lines WHERE chat = ?", place)
    let hasLogs = try connection.first("SELECT 1 FROM log_files LIMIT 1") { _ in true }
    if hasLogs != nil {
      try connection.run("INSERT OR IGNORE INTO log_erasures (chat) VALUES (?)", place)
    }
    // Its messages, generations, traces, keys, opinions, jobs, effects and deliveries go with it.
    try connection.run("DELETE FROM chats WHERE number = ?", [.integer(number)])
    return count ?? 0
  }
}
