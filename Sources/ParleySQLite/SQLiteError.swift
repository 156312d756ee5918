import CSQLite

/// Says why SQLite could not do something. Never contains a bound value.
package struct SQLiteError: Error, Sendable, CustomStringConvertible {
  /// The extended result code, for example 2067 (`SQLITE_CONSTRAINT_UNIQUE`).
  package let code: Int32
  /// SQLite's own words and, where it helps, the statement.
  package let message: String
  /// The database.
  package let file: String

  /// An error of SQLite, or of this room when it refuses something before SQLite sees it.
  package init(code: Int32, message: String, file: String) {
    self.code = code
    self.message = message
    self.file = file
  }

  /// The result code without its detail, for example 19 (`SQLITE_CONSTRAINT`).
  package var primaryCode: Int32 { code & 0xff }

  /// What can be done about it.
  package var kind: Kind {
    switch primaryCode {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_FULL: .full
    case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM: .io
    case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
    case SQLITE_CONSTRAINT:
      switch code {
      case SQLiteError.unique, SQLiteError.primaryKey: .taken
      case SQLiteError.foreignKey: .dangling
      default: .constraint
      }
    case SQLITE_INTERRUPT: .interrupted
    default: .other
    }
  }

  // Extended codes, which the header builds with macros that Swift cannot read.
  private static let unique = SQLITE_CONSTRAINT | 8 << 8
  private static let primaryKey = SQLITE_CONSTRAINT | 6 << 8
  private static let foreignKey = SQLITE_CONSTRAINT | 3 << 8

  /// One line: the file, what is wrong, the code.
  package var description: String { "\(file): \(message) (SQLite code \(code))" }

  /// What other rooms tell apart, without SQLite's header.
  package enum Kind: Sendable, Hashable {
    /// Another connection holds a lock that it did not give up within the busy timeout.
    case busy
    case full
    case io
    /// The file is damaged or is no database.
    case damaged
    case constraint
    /// A name that must be the only one of its sort is there already.
    case taken
    /// A name of something that is not there.
    case dangling
    case interrupted
    case other
  }
}
