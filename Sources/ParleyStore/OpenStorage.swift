import FoundationEssentials
import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// The storage folder, locked, with its database at the newest schema. Opening blocks.
struct OpenStorage: Sendable {
  let folder: StorageFolder
  let lock: StorageLock
  let writer: SQLiteQueue
  let reader: SQLiteQueue

  /// A larger file is not checked whole at the start: that would take more than a second.
  private static let checkedBytes = 256 << 20

  init(directory: String, now: Timestamp) throws {
    folder = try StorageFolder(making: directory)
    lock = try StorageLock(path: folder.lock)
    let file = folder.database
    do {
      try OpenStorage.inspect(file)
      try folder.makeFile(file)
      // The one connection that writes and checkpoints; see StorageLock.
      writer = try SQLiteQueue(path: file, mode: .readWrite) { connection in
        try OpenStorage.prepare(connection, now: now)
      }
      reader = try SQLiteQueue(path: file, mode: .readOnly) { connection in
        try connection.execute("PRAGMA wal_autocheckpoint = 0")
      }
    } catch {
      throw StoreError.wrapping(error, file: file)
    }
  }

  /// Looks at an existing file without changing it: throws when it is damaged or not for us.
  private static func inspect(_ file: String) throws {
    guard FileManager.default.fileExists(atPath: file) else { return }
    do {
      let connection = try SQLiteConnection(path: file, mode: .readOnly)
      try checkSchema(connection)
      let bytes = try connection.first(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
      ) { $0.integer(0) }
      guard let bytes, bytes <= checkedBytes else { return }
      let report = try connection.first("PRAGMA quick_check(1)") { $0.text(0) }
      guard report == "ok" else { throw StoreError.damaged(file, report ?? "no report") }
    } catch let error as SQLiteError where error.kind == .io {
      // A file that can only be read after a repair by a writer; the writer checks it again.
    }
  }

  /// Throws for a newer schema and for another program's file.
  private static func checkSchema(_ connection: SQLiteConnection) throws {
    try SQLiteMigrations.check(
      connection, StoreSchema.migrations, applicationID: StoreSchema.applicationID,
      name: StoreSchema.name)
  }

  private static func prepare(_ connection: SQLiteConnection, now: Timestamp) throws {
    try checkSchema(connection)
    // SQLite does not fail where it cannot have the log: it names the journal it uses instead.
    let journal = try connection.first("PRAGMA journal_mode = WAL") { $0.text(0) }
    guard journal == "wal" else { throw StoreError.withoutWAL(connection.path) }
    try connection.setDurability(.durable)
    try connection.execute(
      """
      PRAGMA secure_delete = ON;
      PRAGMA journal_size_limit = 67108864;
      \(WordIndex.due)
      """)
    try SQLiteMigrations.migrate(
      connection, StoreSchema.migrations, applicationID: StoreSchema.applicationID,
      name: StoreSchema.name)
    try connection.transaction {
      try recover(connection)
      try IdempotencyKeys.forget(before: now, most: .max, connection)
      try SessionRow.forget(before: now, connection)
    }
  }

  /// Ends what an earlier run left behind. Whoever was making it is gone: we hold the lock.
  private static func recover(_ connection: SQLiteConnection) throws {
    try WordIndex.insertUnfinished(connection)
    // The only statement on messages without an owner: it concerns all of them.
    try connection.run(
      """
      UPDATE messages SET status = 'interrupted',
        finish_reason = coalesce(finish_reason, 'interrupted')
      WHERE status IN ('pending', 'streaming')
      """)
    try WordIndex.flatten(connection)
    try connection.run("UPDATE jobs SET status = 'waiting' WHERE status = 'running'")
  }
}
