import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// Finds the summaries of one plugin on the way from a message back to the beginning of its chat.
///
/// It goes from message to message until a summary ends at one, then on before that summary's first
/// message: what a chat costs does not grow with what has been summed up, and a summary of messages
/// that are not on the way is never met.
struct SummaryPath {
  /// The most summaries that are told of: more than any prompt has room for.
  static let mostSummaries = 32
  /// So many messages without a summary are gone through, altogether.
  static let longestWalk: Int64 = 4096

  let chat: ChatID
  let plugin: String
  let owner: OwnerID
  let connection: SQLiteConnection

  /// Oldest first; the newest whose texts have up to `bytes` bytes together, and at least one.
  func summaries(upTo leaf: MessageID, bytes: Int) throws -> [StoredSummary] {
    guard try hasSummaries() else { return [] }
    var found: [StoredSummary] = []
    var (next, walk, room) = (leaf.rawValue as String?, SummaryPath.longestWalk, bytes)
    while let place = next, walk > 0, found.count < SummaryPath.mostSummaries {
      guard let end = try nearestEnd(from: place, within: walk),
        let step = try summary(endingAt: end.message)
      else { break }
      room -= step.summary.text.utf8.count
      guard found.isEmpty || room >= 0 else { break }
      found.append(step.summary)
      (next, walk) = (step.before, walk - end.distance)
    }
    return found.reversed()
  }

  private func hasSummaries() throws -> Bool {
    try connection.first(
      """
      SELECT 1 FROM chats CROSS JOIN summaries ON summaries.chat = chats.id
      WHERE chats.id = ? AND chats.owner = ? AND summaries.plugin = ? LIMIT 1
      """,
      [.text(chat.rawValue), .text(owner.rawValue), .text(plugin)]
    ) { _ in true } ?? false
  }

  /// The nearest message on the way, itself or earlier, that a summary ends at.
  private func nearestEnd(
    from message: String, within walk: Int64
  ) throws -> (message: String, distance: Int64)? {
    try connection.first(
      """
      WITH RECURSIVE path (id, parent, distance) AS (
        SELECT id, parent, 1 FROM messages WHERE chat = ?1 AND id = ?2
        UNION ALL
        SELECT next.id, next.parent, path.distance + 1
        FROM path CROSS JOIN messages AS next ON next.chat = ?1 AND next.id = path.parent
        WHERE path.distance < ?3)
      SELECT path.id, path.distance FROM path
        CROSS JOIN summaries ON summaries.chat = ?1 AND summaries.plugin = ?4
          AND summaries.last = path.id
      LIMIT 1
      """,
      [.text(chat.rawValue), .text(message), .integer(walk), .text(plugin)]
    ) { ($0.text(0), $0.integer(1)) }
  }

  /// Of the summaries that end at a message the one that reaches back furthest, and then the newest;
  /// with the message before its first.
  private func summary(
    endingAt message: String
  ) throws -> (summary: StoredSummary, before: String?)? {
    try connection.first(
      """
      SELECT summaries.version, summaries.text, summaries.first, summaries.last,
        summaries.created_at, begin.parent
      FROM summaries CROSS JOIN messages AS begin
        ON begin.chat = summaries.chat AND begin.id = summaries.first
      WHERE summaries.chat = ? AND summaries.plugin = ? AND summaries.last = ?
      ORDER BY begin.seq, summaries.version DESC LIMIT 1
      """,
      [.text(chat.rawValue), .text(plugin), .text(message)]
    ) { row in
      (
        StoredSummary(
          version: Int(clamping: row.integer(0)), text: row.text(1), first: MessageID(row.text(2)),
          last: MessageID(row.text(3)), createdAt: Timestamp(milliseconds: row.integer(4))),
        row.optionalText(5)
      )
    }
  }
}
