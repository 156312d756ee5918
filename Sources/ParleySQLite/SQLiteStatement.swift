import CSQLite

/// A prepared statement; owns SQLite's handle and frees it.
final class SQLiteStatement {
  let sql: String
  let handle: OpaquePointer

  init(sql: String, handle: OpaquePointer) {
    self.sql = sql
    self.handle = handle
  }

  deinit {
    sqlite3_finalize(handle)
  }

  /// Binds the values in order; returns SQLite's result code.
  func bind(_ values: [SQLiteValue]) -> Int32 {
    guard values.count == Int(sqlite3_bind_parameter_count(handle)) else { return SQLITE_RANGE }
    var index: Int32 = 0
    for value in values {
      index += 1
      let code = bind(value, at: index)
      guard code == SQLITE_OK else { return code }
    }
    return SQLITE_OK
  }

  /// Makes the statement ready for its next use and lets go of what was bound.
  func reset() {
    // The code repeats what the last step said, which has been reported.
    _ = sqlite3_reset(handle)
    _ = sqlite3_clear_bindings(handle)
  }

  private func bind(_ value: SQLiteValue, at index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(handle, index)
    case .integer(let number): return sqlite3_bind_int64(handle, index, number)
    case .real(let number): return sqlite3_bind_double(handle, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          parley_bind_text(handle, index, characters.baseAddress, characters.count)
        }
      }
    case .blob(let bytes):
      return bytes.withUnsafeBytes { buffer in
        parley_bind_blob(handle, index, buffer.baseAddress, buffer.count)
      }
    }
  }
}
