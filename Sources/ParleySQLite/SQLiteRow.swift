import CSQLite

/// One row of a result, valid while the closure that received it runs.
///
/// Columns count from 0. No access traps: a column that does not exist reads as NULL, and a value of
/// another type is converted as SQLite converts it.
package struct SQLiteRow {
  let statement: SQLiteStatement

  /// How many columns there are.
  package var columnCount: Int { Int(sqlite3_data_count(statement.handle)) }

  /// Whether the value is NULL or the column does not exist.
  package func isNull(_ column: Int) -> Bool {
    guard let index = index(column) else { return true }
    return sqlite3_column_type(statement.handle, index) == SQLITE_NULL
  }

  /// The whole number; 0 for NULL.
  package func integer(_ column: Int) -> Int64 {
    index(column).map { sqlite3_column_int64(statement.handle, $0) } ?? 0
  }

  /// The whole number; `nil` for NULL.
  package func optionalInteger(_ column: Int) -> Int64? {
    isNull(column) ? nil : integer(column)
  }

  /// The number; 0 for NULL.
  package func real(_ column: Int) -> Double {
    index(column).map { sqlite3_column_double(statement.handle, $0) } ?? 0
  }

  /// The number; `nil` for NULL.
  package func optionalReal(_ column: Int) -> Double? {
    isNull(column) ? nil : real(column)
  }

  /// The text, NUL characters included; bytes that are not UTF-8 are repaired; empty for NULL.
  package func text(_ column: Int) -> String {
    guard let index = index(column), let start = sqlite3_column_text(statement.handle, index) else {
      return ""
    }
    // The count must be asked for after the text: asking for text may convert the value.
    let count = Int(sqlite3_column_bytes(statement.handle, index))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The text; `nil` for NULL.
  package func optionalText(_ column: Int) -> String? {
    isNull(column) ? nil : text(column)
  }

  /// The bytes; none for NULL.
  package func blob(_ column: Int) -> [UInt8] {
    guard let index = index(column), let start = sqlite3_column_blob(statement.handle, index) else {
      return []
    }
    let count = Int(sqlite3_column_bytes(statement.handle, index))
    return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The bytes; `nil` for NULL.
  package func optionalBlob(_ column: Int) -> [UInt8]? {
    isNull(column) ? nil : blob(column)
  }

  /// The value as it is stored.
  package func value(_ column: Int) -> SQLiteValue {
    guard let index = index(column) else { return .null }
    return switch sqlite3_column_type(statement.handle, index) {
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_FLOAT: .real(real(column))
    case SQLITE_TEXT: .text(text(column))
    case SQLITE_BLOB: .blob(blob(column))
    default: .null
    }
  }

  private func index(_ column: Int) -> Int32? {
    (0..<columnCount).contains(column) ? Int32(exactly: column) : nil
  }
}
