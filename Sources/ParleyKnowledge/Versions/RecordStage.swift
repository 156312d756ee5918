import ParleyDomain
import ParleyJSON
import ParleyPlugin
import ParleySQLite

/// The records of a load before they are indexed: what the version in use holds, changed by what the
/// sources say.
///
/// Lies in a file, so that merging into a large collection takes no more memory than into a small one.
/// Only under the collection's ``LoadLock``.
final class RecordStage: LoadTarget {
  /// What became of the record with an id.
  enum Change {
    case added
    case changed
    case same
  }

  /// A row as it is staged.
  struct Row: Sendable {
    var number: Int
    var id: String
    var document: String
    var hash: String
  }

  /// How many rows are held in memory at a time.
  private static let chunk = 500
  /// Of how many records one at most is changed where a version is changed rather than made anew.
  private static let leastShare = 5

  private(set) var count = 0
  /// The version whose records were taken over.
  private(set) var base: KnowledgeVersion?
  /// How many records the base has, which are the first.
  private var copied = 0
  private var removed = 0
  /// The numbers of records that are not as in the base; `nil` when they are too many to change one by one.
  private var changed: Set<Int>? = []
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

  /// Takes over the records of a version, with their numbers.
  func copy(from version: KnowledgeVersion) throws {
    try connection.execute("COMMIT;")
    try connection.run("ATTACH ? AS base", [.text(version.queue.path)])
    try connection.run(
      "INSERT INTO records SELECT number, id, document, hash, 0, 0 FROM base.records ORDER BY number"
    )
    count = connection.changes
    try connection.execute("DETACH base; BEGIN;")
    copied = count
    base = version
  }

  /// Adds the record, or puts it in the place of the one with its id.
  func put(_ record: Record, told: ToldFigures = .all) throws -> Change {
    let stored = StoredRecord(record)
    let (id, document, hash) = (stored.id, stored.document, stored.hash)
    let old = try connection.first("SELECT number, hash FROM records WHERE id = ?", [.text(id)]) {
      (number: Int($0.integer(0)), hash: $0.text(1))
    }
    guard let old else {
      try connection.run(
        "INSERT INTO records(id, document, hash, is_given, told) VALUES (?, ?, ?, 1, ?)",
        [.text(id), .text(document), .text(hash), .integer(told.rawValue)])
      count += 1
      note(Int(connection.lastInsertRowID))
      return .added
    }
    guard old.hash != hash else {
      try connection.run(
        "UPDATE records SET is_given = 1, told = told | ? WHERE number = ?",
        [.integer(told.rawValue), .integer(Int64(old.number))])
      return .same
    }
    try connection.run(
      "UPDATE records SET document = ?, hash = ?, is_given = 1, told = told | ? WHERE number = ?",
      [
        .text(document), .text(hash), .integer(told.rawValue), .integer(Int64(old.number)),
      ])
    note(old.number)
    return .changed
  }

  /// Keeps in mind that a record is not as in the base.
  private func note(_ number: Int) {
    guard base != nil, changed != nil else { return }
    changed?.insert(number)
    if (changed?.count ?? 0) > copied / Self.leastShare + 10 { changed = nil }
  }

  /// The rows by which the base differs, in the order of their numbers, each with the document that the
  /// base has; `nil` when it takes more to change the base than to index all records.
  ///
  /// Records keep their numbers only as long as none is removed.
  func changes() throws -> [(row: Row, old: String?)]? {
    guard let base, removed == 0, let changed else { return nil }
    let version = try SQLiteConnection(path: base.queue.path, mode: .immutable)
    return try changed.sorted().compactMap { number in
      let key = SQLiteValue.integer(Int64(number))
      let row = try connection.first(
        "SELECT number, id, document, hash FROM records WHERE number = ?", [key], Self.row)
      let old = try version.first("SELECT document FROM records WHERE number = ?", [key]) {
        $0.text(0)
      }
      return row.map { ($0, old) }
    }
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
    self.removed += removed
    return removed
  }

  /// Whether a version holds just these records in this order.
  func isHeld(by version: KnowledgeVersion) throws -> Bool {
    if version === base, removed == 0, changed == [] { return true }
    let version = try SQLiteConnection(path: version.queue.path, mode: .immutable)
    var (ours, theirs): (Int64, Int64) = (0, 0)
    while true {
      let mine = try Self.hashes(in: connection, after: ours)
      let other = try Self.hashes(in: version, after: theirs)
      guard mine.map(\.content) == other.map(\.content) else { return false }
      guard let last = mine.last, let otherLast = other.last else { return true }
      (ours, theirs) = (last.number, otherLast.number)
    }
  }

  /// The next rows after a number, in order; none at the end.
  func rows(after number: Int) throws -> [Row] {
    try connection.rows(
      "SELECT number, id, document, hash FROM records WHERE number > ? ORDER BY number LIMIT ?",
      [.integer(Int64(number)), .integer(Int64(Self.chunk))], Self.row)
  }

  private static func row(_ row: SQLiteRow) -> Row {
    Row(number: Int(row.integer(0)), id: row.text(1), document: row.text(2), hash: row.text(3))
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
    guard let record = try Self.record(from: document, collection: collection) else {
      throw KnowledgeVersion.unreadable(path, collection, "holds JSON that is no record")
    }
    return record
  }

  /// The record of a staged document; `nil` for other JSON.
  static func record(from document: String, collection: String) throws -> Record? {
    let limits = JSONLimits(bytes: 4 * RecordBuilder.recordLimit)
    return RecordJSON.record(
      from: try JSONParser.parse(document, limits: limits), collection: collection)
  }
}
