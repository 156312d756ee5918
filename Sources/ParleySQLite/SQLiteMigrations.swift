/// One step from a schema to the next.
package struct Migration: Sendable, Hashable {
  /// The schema's number after this step, from 1.
  package let version: Int
  /// The statements of the step; no `BEGIN`, no `COMMIT`.
  package let sql: String

  /// A step; the versions of all steps rise.
  package init(version: Int, sql: String) {
    self.version = version
    self.sql = sql
  }
}

/// Brings a database to the newest schema.
package enum SQLiteMigrations {
  /// Runs the steps that the database lacks, each in a transaction of its own, so that a crash
  /// leaves one schema or the next, never something between.
  ///
  /// `applicationID` marks the file as ours (`PRAGMA application_id`); `name` is what the file is,
  /// for errors. Throws ``MigrationError`` for a newer schema and for another program's database;
  /// such a file is left as it is.
  package static func migrate(
    _ connection: SQLiteConnection, _ migrations: [Migration], applicationID: Int32, name: String
  ) throws {
    let steps = migrations.sorted { $0.version < $1.version }
    try check(connection, steps, applicationID: applicationID, name: name)
    for step in steps {
      try connection.transaction {
        // Read under the write lock: another process may have taken the step meanwhile.
        guard try version(of: connection) < step.version else { return }
        try connection.execute(step.sql)
        try connection.execute(
          "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(step.version);")
      }
    }
  }

  /// The number of the database's schema; 0 for an empty file.
  package static func version(of connection: SQLiteConnection) throws -> Int {
    Int(try connection.first("PRAGMA user_version", []) { $0.integer(0) } ?? 0)
  }

  /// Throws ``MigrationError`` when ``migrate(_:_:applicationID:name:)`` would refuse the database;
  /// only reads.
  package static func check(
    _ connection: SQLiteConnection, _ migrations: [Migration], applicationID: Int32, name: String
  ) throws {
    let newest = migrations.map(\.version).max() ?? 0
    let found = try version(of: connection)
    let mark = try connection.first("PRAGMA application_id") { $0.integer(0) } ?? 0
    let hasTables = try connection.first("SELECT 1 FROM sqlite_schema") { _ in true } ?? false
    if mark != Int64(applicationID), mark != 0 || hasTables {
      throw MigrationError.foreign(file: connection.path, name: name)
    }
    if found > newest {
      throw MigrationError.newer(
        file: connection.path, name: name, found: found, known: newest)
    }
  }
}

/// Why a database cannot be brought to our schema.
package enum MigrationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Written by a newer program: its schema, and the newest we know.
  case newer(file: String, name: String, found: Int, known: Int)
  /// Another program's database.
  case foreign(file: String, name: String)

  /// One sentence that names the file and what to do.
  package var description: String {
    switch self {
    case .newer(let file, let name, let found, let known):
      "\(file): \(name) has schema \(found), written by a newer Parley; this one knows schemas up "
        + "to \(known). Use the newer Parley, or restore a copy made before the upgrade."
    case .foreign(let file, let name):
      "\(file): is a database of another program, not \(name). Name another file or folder."
    }
  }
}
