import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// Remembers for a day which turn a named request has made, so that sending it twice does it once.
///
/// Time is that of the requests: when their messages were made.
enum IdempotencyKeys {
  /// How long a key is known, in milliseconds: 24 hours.
  static let lifetime: Int64 = 24 * 60 * 60 * 1000
  /// So many keys that have become too old go with each new one.
  private static let sweep: Int64 = 64

  /// The turn that this request has made before, or `nil`. Throws `idempotency_key_reused` when the
  /// key came with another body.
  static func turn(of turn: BegunTurn, _ connection: SQLiteConnection) throws -> Beginning? {
    guard let key = turn.idempotency else { return nil }
    let known = try connection.first(
      """
      SELECT body_hash, generation FROM idempotency_keys
      WHERE owner = ? AND key = ? AND created_at > ?
      """,
      [
        .text(turn.chat.owner.rawValue), .text(key.key),
        .integer(oldest(at: turn.userMessage.createdAt)),
      ]
    ) { (bodyHash: $0.text(0), generation: GenerationID($0.text(1))) }
    guard let known else { return nil }
    guard known.bodyHash == key.bodyHash else {
      throw StoreError(
        .keyReused,
        "The idempotency key “\(key.key)” came with another request before. Take a new key.")
    }
    return try beginning(of: known.generation, connection)
  }

  /// Keeps the key of a turn that has just been stored.
  static func insert(of turn: BegunTurn, _ connection: SQLiteConnection) throws {
    guard let key = turn.idempotency else { return }
    let now = turn.userMessage.createdAt
    try forget(before: now, most: sweep, connection)
    // A key that is too old may still be there.
    try connection.run(
      """
      INSERT OR REPLACE INTO idempotency_keys (owner, key, body_hash, generation, created_at)
      VALUES (?, ?, ?, ?, ?)
      """,
      [
        .text(turn.chat.owner.rawValue), .text(key.key), .text(key.bodyHash),
        .text(turn.generation.rawValue), .integer(now.milliseconds),
      ])
  }

  /// Forgets keys that are too old at this time, the oldest first.
  static func forget(
    before now: Timestamp, most count: Int64, _ connection: SQLiteConnection
  ) throws {
    try connection.run(
      """
      DELETE FROM idempotency_keys WHERE rowid IN (
        SELECT rowid FROM idempotency_keys WHERE created_at <= ? ORDER BY created_at LIMIT ?)
      """,
      [.integer(oldest(at: now)), .integer(count)])
  }

  /// Keys of this time and before are too old.
  private static func oldest(at now: Timestamp) -> Int64 {
    let (time, isTooEarly) = now.milliseconds.subtractingReportingOverflow(lifetime)
    return isTooEarly ? .min : time
  }

  private static func beginning(
    of generation: GenerationID, _ connection: SQLiteConnection
  ) throws -> Beginning {
    let reply = try connection.first(
      """
      SELECT \(MessageRow.columns) FROM generations
        JOIN messages ON messages.id = generations.reply WHERE generations.id = ?
      """,
      [.text(generation.rawValue)], MessageRow.message)
    let user = try connection.first(
      "SELECT \(MessageRow.columns) FROM messages WHERE id = ?",
      [.text(orNull: reply?.parent?.rawValue)], MessageRow.message)
    guard let reply, let user else {
      throw UnreadableColumn(
        place: "generation \(generation)", reason: "a message of its turn is missing")
    }
    return .known(user: user, reply: reply, generation: generation)
  }
}
