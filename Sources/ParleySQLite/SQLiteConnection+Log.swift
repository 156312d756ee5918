import CSQLite

/// How much a commit survives.
package enum Durability: Sendable, Hashable, Comparable {
  /// A crash of the program. A power cut may take the newest of these commits, in order.
  case eventual
  /// A power cut too, on a disk that obeys fsync; and so does everything committed before it.
  case durable
}

/// The write-ahead log: when it reaches the disk and how it stays short.
extension SQLiteConnection {
  /// How much of the log a checkpoint moves into the database. Neither waits for readers.
  package enum Checkpoint: String, Sendable {
    /// What no reader needs.
    case passive = "PASSIVE"
    /// All of it, and leaves an empty file; does so only while nobody reads.
    case truncate = "TRUNCATE"
  }

  /// Sets what the following commits survive; outside of transactions.
  package func setDurability(_ durability: Durability) throws(SQLiteError) {
    guard self.durability != durability else { return }
    // A setting that fails for want of memory may have been taken over all the same.
    self.durability = nil
    try execute("PRAGMA synchronous = \(durability == .durable ? "FULL" : "NORMAL")")
    self.durability = durability
  }

  /// From now on the log grows until ``checkpoint(_:)`` is called.
  package func checkpointByHand() {
    sqlite3_wal_hook(
      handle, SQLiteConnection.logGrew, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Moves the log into the database; answers whether all of it could be moved.
  @discardableResult
  package func checkpoint(_ kind: Checkpoint) throws -> Bool {
    sqlite3_busy_timeout(handle, 0)
    defer { sqlite3_busy_timeout(handle, SQLiteOpening.busyTimeout) }
    return try first("PRAGMA wal_checkpoint(\(kind.rawValue))") { row in
      row.integer(0) == 0 && row.integer(1) == row.integer(2)
    } ?? false
  }

  private static let logGrew:
    @convention(c) (
      UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32
    ) -> Int32 = { context, _, _, pages in
      if let context {
        let connection = Unmanaged<SQLiteConnection>.fromOpaque(context).takeUnretainedValue()
        connection.logPages = Int(pages)
      }
      return SQLITE_OK
    }
}
