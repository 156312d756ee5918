import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// When sources last told the records of a collection: what `max_age` is measured by.
///
/// Lies beside the versions, since a load that finds nothing new builds none and yet confirms what is
/// there. Without the file, as beside a version that was copied from elsewhere, records count as
/// confirmed when their version was built. It is written after the pointer was switched: a crash
/// between the two leaves times that are too old, never too young. Blocks.
struct ConfirmationFile: Sendable {
  let path: String

  init(_ folder: CollectionFolder) {
    path = folder.confirmations
  }

  /// Every record was told whole at this time.
  func confirmAll(at time: Timestamp) throws {
    try write { connection in
      try connection.execute("DELETE FROM records; DELETE FROM whole;")
      try connection.run("INSERT INTO whole VALUES (?)", [.integer(time.milliseconds)])
    }
  }

  /// The visited records were told at this time, the others not.
  ///
  /// - Parameter since: What holds for the others when nothing is kept about them.
  func confirm(
    at time: Timestamp, since: Timestamp,
    _ visit: (_ each: (String, ToldFigures) throws -> Void) throws -> Void
  ) throws {
    try write { connection in
      try connection.run(
        "INSERT INTO whole SELECT ? WHERE NOT EXISTS (SELECT * FROM whole)",
        [.integer(since.milliseconds)])
      try visit { id, told in
        let values = [ToldFigures.price, .stock].map { figures in
          told.contains(figures) ? SQLiteValue.integer(time.milliseconds) : .null
        }
        try connection.run(
          """
          INSERT INTO records VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET
            price = coalesce(excluded.price, price), stock = coalesce(excluded.stock, stock)
          """, [.text(id)] + values)
      }
    }
  }

  /// When the figures of each of these records were last told; `nil` when nothing is kept.
  func times(of ids: [String]) throws -> [String: FigureTimes]? {
    guard DurableFile.size(path) != nil else { return nil }
    let connection = try SQLiteConnection(path: path, mode: .readOnly)
    var times: [String: FigureTimes] = [:]
    for id in ids {
      times[id] = try connection.first(
        """
        SELECT max(time, coalesce(price, time)), max(time, coalesce(stock, time))
        FROM whole LEFT JOIN records ON id = ?
        """, [.text(id)]
      ) { row in
        FigureTimes(
          price: Timestamp(milliseconds: row.integer(0)),
          stock: Timestamp(milliseconds: row.integer(1)))
      }
      if times.isEmpty { return nil }
    }
    return times
  }

  private func write(_ body: (SQLiteConnection) throws -> Void) throws {
    do {
      try change(body)
    } catch let error as SQLiteError where error.kind == .damaged {
      // What it held is lost; this load's times are not.
      try DurableFile.remove(path)
      try change(body)
    }
  }

  private func change(_ body: (SQLiteConnection) throws -> Void) throws {
    if DurableFile.size(path) == nil { try DurableFile.create(path) }
    let connection = try SQLiteConnection(path: path, mode: .readWrite)
    try connection.transaction {
      try connection.execute(
        """
        CREATE TABLE IF NOT EXISTS whole(time INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS records(
          id TEXT PRIMARY KEY, price INTEGER, stock INTEGER) STRICT, WITHOUT ROWID;
        """)
      try body(connection)
    }
  }
}

/// When the figures of a record were last told.
struct FigureTimes: Sendable, Hashable {
  var price: Timestamp
  var stock: Timestamp
}
