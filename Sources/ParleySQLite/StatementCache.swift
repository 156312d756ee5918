/// Keeps the statements used last, so that they need not be compiled again.
///
/// A statement that is in use is not in the cache; so a statement that is needed while another use
/// of the same text goes on is compiled a second time instead of disturbing the first.
struct StatementCache {
  /// At most so many statements are kept.
  let limit: Int
  private var entries: [String: (statement: SQLiteStatement, lastUse: Int)] = [:]
  private var uses = 0

  init(limit: Int) {
    self.limit = limit
  }

  var count: Int { entries.count }

  /// Hands out the statement with this text, if there is one.
  mutating func take(_ sql: String) -> SQLiteStatement? {
    entries.removeValue(forKey: sql)?.statement
  }

  /// Puts a statement back; the one unused for the longest time makes room for it.
  mutating func put(_ statement: SQLiteStatement) {
    uses &+= 1
    entries[statement.sql] = (statement, uses)
    guard entries.count > limit else { return }
    if let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      entries.removeValue(forKey: oldest.key)
    }
  }

  mutating func removeAll() {
    entries.removeAll()
  }
}
