/// Keeps the statements used last, so that they need not be compiled again.
///
/// A statement that is in use is not in the cache; so a statement that is needed while another use
/// of the same text goes on is compiled a second time instead of disturbing the first.
struct StatementCache {
  /// A text, hashed by its length and its end: texts of statements are long, and most of them are
  /// the same literal each time, which is compared by its address.
  private struct Key: Hashable {
    let sql: String

    func hash(into hasher: inout Hasher) {
      hasher.combine(sql.utf8.count)
      for byte in sql.utf8.suffix(8) { hasher.combine(byte) }
    }
  }

  /// The place of a text, which stays while its statement is in use.
  private final class Place {
    var statement: SQLiteStatement?
    var lastUse = 0
  }

  /// At most so many statements are kept.
  let limit: Int
  private var places: [Key: Place] = [:]
  private var uses = 0

  init(limit: Int) {
    self.limit = limit
  }

  var count: Int { places.values.count { $0.statement != nil } }

  /// Hands out the statement with this text, if there is one.
  func take(_ sql: String) -> SQLiteStatement? {
    guard let place = places[Key(sql: sql)] else { return nil }
    defer { place.statement = nil }
    return place.statement
  }

  /// Puts a statement back; the one unused for the longest time makes room for it.
  mutating func put(_ statement: SQLiteStatement) {
    uses &+= 1
    let key = Key(sql: statement.sql)
    if let place = places[key] {
      (place.statement, place.lastUse) = (statement, uses)
      return
    }
    let place = Place()
    (place.statement, place.lastUse) = (statement, uses)
    places[key] = place
    guard places.count > limit else { return }
    if let oldest = places.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      places.removeValue(forKey: oldest.key)
    }
  }

  mutating func removeAll() {
    places.removeAll()
  }
}
