import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// The full-text index `words` over the titles of chats and the texts of final messages.
///
/// A message's row has its number; a title's row has the negative number of its chat. The index holds
/// no text of its own: a row is deleted by naming the same text again, so it is written exactly when a
/// message becomes final, and never twice. Owners stand in it as one word of hexadecimal digits,
/// which lets a search pass over what is not its owner's.
enum WordIndex {
  /// Up to so many blocks, of 4 KB, the index is written anew when something is deleted from it.
  private static let mostRewritten: Int64 = 1024

  /// The rows that are to be written before the transaction ends, by their numbers; in memory, for the
  /// connection that writes. FTS5 writes out what it has gathered after every statement that might
  /// fail halfway, which costs as much for one row as for all of a transaction: so they are written
  /// by one statement. What is taken back is taken back here, too.
  static let due = """
    PRAGMA temp_store = MEMORY;
    CREATE TEMP TABLE due_words (number INTEGER PRIMARY KEY);
    """

  /// Adds a message that is final.
  static func insert(_ message: MessageID, _ connection: SQLiteConnection) throws {
    try connection.run(
      """
      INSERT INTO due_words (number)
      SELECT number FROM messages WHERE id = ? AND status NOT IN ('pending', 'streaming')
      """, [.text(message.rawValue)])
  }

  /// Writes the rows that are due; for the end of every transaction. The few that are due come first
  /// (CROSS JOIN), whatever SQLite thinks of them: all messages must never be gone through.
  static func writeDue(_ connection: SQLiteConnection) throws {
    guard try connection.first("SELECT 1 FROM due_words", [], { _ in true }) != nil else { return }
    try connection.run(
      """
      INSERT INTO words (rowid, owner, text)
      SELECT messages.number, hex(chats.owner), messages.content
      FROM due_words CROSS JOIN messages ON messages.number = due_words.number
        CROSS JOIN chats ON chats.id = messages.chat
      UNION ALL
      SELECT -chats.number, hex(chats.owner), chats.title
      FROM due_words CROSS JOIN chats ON chats.number = -due_words.number
      """)
    try connection.run("DELETE FROM due_words")
  }

  /// Adds what an earlier run left unfinished, which is about to become final as it is.
  static func insertUnfinished(_ connection: SQLiteConnection) throws {
    try connection.run(
      """
      INSERT INTO words (rowid, owner, text)
      SELECT messages.number, hex(chats.owner), messages.content
      FROM messages JOIN chats ON chats.id = messages.chat
      WHERE messages.status IN ('pending', 'streaming')
      """)
  }

  static func insertTitle(ofChat number: Int64, _ connection: SQLiteConnection) throws {
    try connection.run("INSERT INTO due_words (number) VALUES (?)", [.integer(-number)])
  }

  /// Takes a title out, before it changes.
  static func deleteTitle(ofChat number: Int64, _ connection: SQLiteConnection) throws {
    // What is not written yet cannot be deleted.
    try writeDue(connection)
    try connection.run(
      """
      INSERT INTO words (words, rowid, owner, text)
      SELECT 'delete', -number, hex(owner), title FROM chats WHERE number = ?
      """, [.integer(number)])
  }

  /// Takes a chat out, while its rows are still there; ``erase(_:)`` follows.
  static func delete(chat: ChatID, number: Int64, _ connection: SQLiteConnection) throws {
    try deleteTitle(ofChat: number, connection)
    try connection.run(
      """
      INSERT INTO words (words, rowid, owner, text)
      SELECT 'delete', messages.number, hex(chats.owner), messages.content
      FROM messages JOIN chats ON chats.id = messages.chat
      WHERE messages.chat = ? AND messages.status NOT IN ('pending', 'streaming')
      """, [.text(chat.rawValue)])
  }

  /// Takes deleted words out of the file: until then the index only notes that they do not count.
  ///
  /// For the end of a transaction. A small index is written anew. Of a large one a bounded piece is, so
  /// that deleting never holds up others for long; the rest goes with later deletions and as the index
  /// grows.
  static func erase(_ connection: SQLiteConnection) throws {
    let blocks = try connection.first(
      "SELECT count(*) FROM (SELECT 1 FROM words_data LIMIT ?)", [.integer(mostRewritten + 1)]
    ) { $0.integer(0) }
    let isSmall = (blocks ?? 0) <= mostRewritten
    // Both ways below put what they write one level above all others, and nothing takes a level away:
    // SQLite 3.40 refuses to open an index of more than 2,000.
    if try levels(connection) >= (isSmall ? mostLevels : mostLevelsOfLarge) {
      try fill(connection)
    } else if isSmall {
      try connection.run("INSERT INTO words (words) VALUES ('optimize')")
    } else {
      try connection.run(
        "INSERT INTO words (words, rank) VALUES ('merge', ?)", [.integer(-mostRewritten)])
    }
  }

  /// Gives an index its few levels back that has nearly as many as it may: for the start of a program,
  /// when nobody waits for it.
  static func flatten(_ connection: SQLiteConnection) throws {
    if try levels(connection) >= mostLevels { try fill(connection) }
  }

  /// How many levels of segments the index has: the number after the four bytes of the cookie in its
  /// structure record (SQLite's `fts5_index.c`).
  static func levels(_ connection: SQLiteConnection) throws -> Int {
    let record = try connection.first(
      "SELECT block FROM words_data WHERE id = \(structureRecord)"
    ) { $0.blob(0) }
    guard let bytes = record?.dropFirst(4).prefix(2), let first = bytes.first else { return 0 }
    // SQLite's integers of variable length: seven bits in each byte, more follow after the eighth.
    guard first >= 0x80, let second = bytes.dropFirst().first else { return Int(first) }
    return Int(first & 0x7F) << 7 | Int(second & 0x7F)
  }

  private static let structureRecord = 10
  /// From so many levels on a small index is filled anew, which takes well under a second.
  private static let mostLevels = 500
  /// The same for a large one, where it takes seconds: after as many deletions as may be.
  private static let mostLevelsOfLarge = 1500

  /// Empties the index and writes all rows anew.
  private static func fill(_ connection: SQLiteConnection) throws {
    try connection.run("INSERT INTO words (words) VALUES ('delete-all')")
    try connection.run("DELETE FROM due_words")
    try connection.run(
      """
      INSERT INTO words (rowid, owner, text)
      SELECT messages.number, hex(chats.owner), messages.content
      FROM messages JOIN chats ON chats.id = messages.chat
      WHERE messages.status NOT IN ('pending', 'streaming')
      UNION ALL
      SELECT -chats.number, hex(chats.owner), chats.title FROM chats
      """)
  }
}
