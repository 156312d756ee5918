import CSQLite

/// Opens a database and sets everything that keeps a hostile or damaged file from doing harm.
struct SQLiteOpening {
  let path: String
  let mode: SQLiteConnection.Mode

  /// How long a statement waits for another connection's lock, in milliseconds.
  static let busyTimeout: Int32 = 5000
  /// What the savepoints of a transaction may keep in memory, in bytes. With the library's 64 KiB,
  /// ten writes that share a transaction send ten times their size through a temporary file.
  static let savepointMemory: Int32 = 16 << 20
  /// The longest text, blob or row, in bytes.
  static let longestValue: Int32 = 16 << 20

  func open() throws(SQLiteError) -> OpaquePointer {
    guard !path.utf8.contains(0) else {
      throw SQLiteError(code: SQLITE_CANTOPEN, message: "a path with a NUL", file: path)
    }
    SQLiteOpening.configureOnce
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(name, &opened, flags, nil)
    guard let handle = opened else {
      throw SQLiteError(code: SQLITE_NOMEM, message: "out of memory", file: path)
    }
    guard code == SQLITE_OK else { throw failure(handle) }
    try harden(handle)
    return handle
  }

  /// Sets what holds for all connections of the process.
  private static let configureOnce: Void = parley_configure(savepointMemory)

  private func harden(_ handle: OpaquePointer) throws(SQLiteError) {
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, SQLiteOpening.busyTimeout)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, SQLiteOpening.longestValue)
    let switches: [(Int32, Int32)] = [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
      (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0), (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
      // A misspelt column in double quotes is an error, not a text.
      (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
    ]
    for (option, value) in switches where parley_db_switch(handle, option, value) != SQLITE_OK {
      throw failure(handle)
    }
    let settings = "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
    guard sqlite3_exec(handle, settings, nil, nil, nil) == SQLITE_OK else { throw failure(handle) }
  }

  private func failure(_ handle: OpaquePointer) -> SQLiteError {
    let error = SQLiteError(
      code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)),
      file: path)
    sqlite3_close_v2(handle)
    return error
  }

  private var flags: Int32 {
    // No mutex in SQLite: a connection is used by one thread at a time.
    let access =
      switch mode {
      case .readWriteCreate, .inMemory: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .readWrite: SQLITE_OPEN_READWRITE
      case .readOnly: SQLITE_OPEN_READONLY
      case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      }
    return access | SQLITE_OPEN_NOMUTEX
  }

  /// What SQLite is given, so that no path means anything but a file.
  private var name: String {
    switch mode {
    case .inMemory: return ":memory:"
    case .immutable:
      let prefix = path.hasPrefix("/") ? "file://" : "file:./"
      return prefix + path.percentEncoded + "?immutable=1"
    case .readWriteCreate, .readWrite, .readOnly:
      return path.hasPrefix("/") ? path : "./" + path
    }
  }
}

extension String {
  /// Every byte that means something in a URI, escaped.
  fileprivate var percentEncoded: String {
    let plain = Set("/-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    var encoded: [UInt8] = []
    for byte in utf8 {
      if plain.contains(byte) {
        encoded.append(byte)
      } else {
        encoded += Array("%\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
