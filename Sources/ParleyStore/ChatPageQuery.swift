import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// Asks for one page of an owner's chats, those used last first.
///
/// A chat is found when each word of the search begins a word of its title or of one of its messages,
/// whatever the case and the accents: `cand` finds "candles". Everything in a search is text to be
/// found, nothing is an operator; marks between letters (`O'Reilly`) must be followed by the same
/// letters. Words without a letter or digit are passed over.
struct ChatPageQuery: Sendable {
  /// The most chats of a page.
  static let longestPage = 1000
  /// The most words that are looked at; the rest of a longer search is passed over.
  static let mostWords = 16

  private let owner: OwnerID
  /// FTS5 queries, one for each word; `nil` when everything is wanted.
  private let queries: [String]?
  private let cursor: ChatCursor?
  private let limit: Int

  init(owner: OwnerID, search: String?, after cursor: ChatCursor?, limit: Int) {
    self.owner = owner
    self.cursor = cursor
    self.limit = min(max(0, limit), ChatPageQuery.longestPage)
    let words = (search ?? "").split { $0.isWhitespace || $0 == "\0" }
    guard !words.isEmpty else {
      queries = nil
      return
    }
    let group = OwnerGroup(owner)
    queries = words.filter { $0.contains { $0.isLetter || $0.isNumber } }
      .prefix(ChatPageQuery.mostWords).map { group.query(for: $0) }
  }

  func page(_ connection: SQLiteConnection) throws -> ChatPage {
    // Nothing that could be found was asked for.
    guard limit > 0, queries?.isEmpty != true else { return ChatPage(chats: [], next: nil) }
    var sql = "SELECT \(ChatRow.columns) FROM chats WHERE owner = ?"
    var values: [SQLiteValue] = [.text(owner.rawValue)]
    if let cursor {
      sql += " AND (updated_at, id) < (?, ?)"
      values += [.integer(cursor.updatedAt.milliseconds), .text(cursor.id.rawValue)]
    }
    for query in queries ?? [] {
      sql += " AND id IN (\(ChatPageQuery.chatsWithWord))"
      values.append(.text(query))
    }
    sql += " ORDER BY updated_at DESC, id DESC LIMIT ?"
    // One more tells whether there is another page.
    values.append(.integer(Int64(limit + 1)))
    let found = try connection.rows(sql, values, ChatRow.chat)
    let chats = Array(found.prefix(limit))
    let next = found.count > limit ? chats.last : nil
    return ChatPage(
      chats: chats, next: next.map { ChatCursor(updatedAt: $0.updatedAt, id: $0.id) })
  }

  private static let chatsWithWord = """
    SELECT coalesce(
      (SELECT chat FROM messages WHERE messages.number = words.rowid),
      (SELECT id FROM chats WHERE chats.number = -words.rowid))
    FROM words WHERE words MATCH ?
    """

  /// The rows of one owner in the word index.
  private struct OwnerGroup {
    private let word: String

    init(_ owner: OwnerID) {
      let digits = Array("0123456789ABCDEF")
      word = String(
        owner.rawValue.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// The word in quotes, which make every character in it plain text.
    func query(for text: Substring) -> String {
      let quoted = text.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"")
      // After a mark, as in "C++", the word has ended.
      let mayGoOn = text.last.map { $0.isLetter || $0.isNumber } ?? false
      return "owner : \"\(word)\" AND text : \"\(quoted)\"\(mayGoOn ? " *" : "")"
    }
  }
}
