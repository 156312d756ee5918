import ParleyCrypto
import ParleyDomain
import ParleyJSON
import ParleyPlugin
import ParleySQLite

/// The records of a load before they are indexed: what the version in use holds, changed by what the
/// sources say.
///
/// Lies in a file, so that merging into a large collection takes no more memory than into a small one.
/// Only under the collection's ``LoadLock``.
final class RecordStage {
  /// What became of the record with an id.
  enum Change {
    case added
    case changed
    case same
  }

  /// How many rows are held in memory at a time.
  private static let chunk = 500

  private(set) var count = 0
  private let path: String
  private let collection: String
  private let connection: SQLiteConnection

  init(at path: String, collection: String) throws {
    self.path = path
    self.collection = collection
    try DurableFile.create(path)
    do {
      connection = try SQLiteConnection(path: path, mode: .readWrite)
      // Nobody but this load reads the file.
      try connection.execute(
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
        CREATE TABLE records(
          number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
          hash TEXT NOT NULL, is_given INTEGER NOT NULL, told INTEGER NOT NULL) STRICT;
        BEGIN;
        """)
    } catch {
      try DurableFile.remove(path)
      throw error
    }
  }

  /// Takes over the records of a version, in its order.
  func copy(from version: SQLiteConnection) throws {
    var last: Int64 = 0
    while true {
      let rows = try version.rows(
        "SELECT number, id, document, hash FROM records WHERE number > ? ORDER BY number LIMIT ?",
        [.integer(last), .integer(Int64(Self.chunk))]
      ) { row in (row.integer(0), row.text(1), row.text(2), row.text(3)) }
      for (number, id, document, hash) in rows {
        try connection.run(
          "INSERT INTO records VALUES (?, ?, ?, ?, 0, 0)",
          [.integer(number), .text(id), .text(document), .text(hash)])
      }
      count += rows.count
      guard let (number, _, _, _) = rows.last else { return }
      last = number
    }
  }

  /// Adds the record, or puts it in the place of the one with its id.
  func put(_ record: Record, told: ToldFigures = .all) throws -> Change {
    let document = JSONWriter.string(RecordJSON.value(of: record))
    let hash = ContentHash.hex(of: document)
    let id = record.reference.id
    let old = try connection.first("SELECT hash FROM records WHERE id = ?", [.text(id)]) {
      $0.text(0)
    }
    guard let old else {
      try connection.run(
        "INSERT INTO records(id, document, hash, is_given, told) VALUES (?, ?, ?, 1, ?)",
        [.text(id), .text(document), .text(hash), .integer(told.rawValue)])
      count += 1
      return .added
    }
    try connection.run(
      "UPDATE records SET document = ?, hash = ?, is_given = 1, told = told | ? WHERE id = ?",
      [.text(document), .text(hash), .integer(told.rawValue), .text(id)])
    return old == hash ? .same : .changed
  }

  /// The record with an id, or `nil`.
  func record(_ id: String) throws -> Record? {
    let document = try connection.first(
      "SELECT document FROM records WHERE id = ?", [.text(id)]
    ) { $0.text(0) }
    return try document.map(record(from:))
  }

  /// Removes the records that were copied and not put again. Returns how many.
  func removeOthers() throws -> Int {
    try connection.run("DELETE FROM records WHERE is_given = 0")
    let removed = connection.changes
    count -= removed
    return removed
  }

  /// Whether a version holds just these records in this order.
  func isHeld(by version: SQLiteConnection) throws -> Bool {
    var (ours, theirs): (Int64, Int64) = (0, 0)
    while true {
      let mine = try Self.hashes(in: connection, after: ours)
      let other = try Self.hashes(in: version, after: theirs)
      guard mine.map(\.content) == other.map(\.content) else { return false }
      guard let last = mine.last, let otherLast = other.last else { return true }
      (ours, theirs) = (last.number, otherLast.number)
    }
  }

  /// Hands over every record, in order.
  func visit(_ body: (Record) throws -> Void) throws {
    var last: Int64 = 0
    while true {
      let rows = try connection.rows(
        "SELECT number, document FROM records WHERE number > ? ORDER BY number LIMIT ?",
        [.integer(last), .integer(Int64(Self.chunk))]
      ) { row in (number: row.integer(0), document: row.text(1)) }
      for row in rows { try body(record(from: row.document)) }
      guard let row = rows.last else { return }
      last = row.number
    }
  }

  /// Hands over the ids of the records that sources told, with what they told of them.
  func visitTold(_ body: (String, ToldFigures) throws -> Void) throws {
    var last: Int64 = 0
    while true {
      let rows = try connection.rows(
        """
        SELECT number, id, told FROM records WHERE number > ? AND is_given = 1
        ORDER BY number LIMIT ?
        """, [.integer(last), .integer(Int64(Self.chunk))]
      ) { row in (number: row.integer(0), id: row.text(1), told: row.integer(2)) }
      for row in rows { try body(row.id, ToldFigures(rawValue: row.told)) }
      guard let row = rows.last else { return }
      last = row.number
    }
  }

  /// Removes the file.
  func discard() throws(KnowledgeError) {
    try DurableFile.remove(path)
  }

  /// Ids and hashes: what tells contents apart.
  private static func hashes(
    in connection: SQLiteConnection, after number: Int64
  ) throws -> [(number: Int64, content: [String])] {
    try connection.rows(
      "SELECT number, id, hash FROM records WHERE number > ? ORDER BY number LIMIT ?",
      [.integer(number), .integer(Int64(chunk))]
    ) { row in (row.integer(0), [row.text(1), row.text(2)]) }
  }

  private func record(from document: String) throws -> Record {
    let limits = JSONLimits(bytes: 4 * RecordBuilder.recordLimit)
    guard
      let record = RecordJSON.record(
        from: try JSONParser.parse(document, limits: limits), collection: collection)
    else { throw KnowledgeVersion.unreadable(path, collection, "holds JSON that is no record") }
    return record
  }
}
