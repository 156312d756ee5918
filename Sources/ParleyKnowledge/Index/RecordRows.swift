import ParleyCrypto
import ParleyJSON
import ParleyPlugin
import ParleySQLite

/// A record as a version stores it.
struct StoredRecord: Sendable {
  var id: String
  var title: String
  /// JSON (``RecordJSON``).
  var document: String
  /// Of the document.
  var hash: String
}

extension StoredRecord {
  init(_ record: Record) {
    let document = JSONWriter.string(RecordJSON.value(of: record))
    self.init(
      id: record.reference.id, title: record.title, document: document,
      hash: ContentHash.hex(of: document))
  }
}

extension StoredRecord {
  /// Whether the document is the one whose hash was stored.
  var hasOwnHash: Bool { ContentHash.hex(of: document) == hash }
}

/// The rows of one record in the tables of a version.
///
/// Rows of facets and numbers have the record in the upper bits of their row ids and their place in the
/// record in the lower ones: so they are found without an index, and stand in the same order
/// whenever they were written.
struct RecordRows: Sendable {
  private static let placeBits: Int64 = 20

  private let number: Int
  private let record: StoredRecord
  private let facets: [IndexEntry.Facet]
  private let numbers: [IndexEntry.Number]
  /// The stems of the columns of the full-text index.
  private let columns: [String]
  private let outline: [UInt8]

  init(
    number: Int, _ record: StoredRecord, _ entry: IndexEntry, _ words: WordNumbers,
    _ outline: RecordOutline
  ) {
    self.number = number
    self.record = record
    facets = entry.facets
    numbers = entry.numbers
    columns = entry.columns(words)
    self.outline = outline.bytes
  }

  /// The row ids of a record's facets and numbers.
  static func rowIDs(of record: Int64) -> ClosedRange<Int64> {
    let first = record << placeBits
    return first...first + (1 << placeBits - 1)
  }

  func insert(into connection: SQLiteConnection) throws {
    let key = SQLiteValue.integer(Int64(number))
    try connection.run(
      "INSERT INTO records VALUES (?, ?, ?, ?, ?)",
      [
        key, .text(record.id), .text(record.title), .text(record.document), .text(record.hash),
      ])
    var row = Self.rowIDs(of: Int64(number)).lowerBound
    for facet in facets {
      try connection.run(
        "INSERT INTO facets(rowid, field, value, stems, record) VALUES (?, ?, ?, ?, ?)",
        [.integer(row), .text(facet.field), .text(facet.value), .text(facet.stems), key])
      row += 1
    }
    row = Self.rowIDs(of: Int64(number)).lowerBound
    for value in numbers {
      try connection.run(
        "INSERT INTO numbers(rowid, field, value, record) VALUES (?, ?, ?, ?)",
        [.integer(row), .text(value.field), .real(value.value), key])
      row += 1
    }
    try connection.run(
      "INSERT INTO words(rowid, title, people, labels, body) VALUES (?, ?, ?, ?, ?)",
      [key] + columns.map { .text($0) })
    try connection.run("INSERT INTO outlines VALUES (?, ?)", [key, .blob(outline)])
  }

  /// Takes the rows of a record out again.
  ///
  /// - Parameter columns: What the full-text index holds of it, which must be told.
  static func remove(
    number: Int, columns: [String], from connection: SQLiteConnection
  ) throws {
    let key = SQLiteValue.integer(Int64(number))
    let rows = rowIDs(of: Int64(number))
    let bounds: [SQLiteValue] = [.integer(rows.lowerBound), .integer(rows.upperBound)]
    try connection.run("DELETE FROM records WHERE number = ?", [key])
    try connection.run("DELETE FROM facets WHERE rowid BETWEEN ? AND ?", bounds)
    try connection.run("DELETE FROM numbers WHERE rowid BETWEEN ? AND ?", bounds)
    try connection.run("DELETE FROM outlines WHERE record = ?", [key])
    try connection.run(
      """
      INSERT INTO words(words, rowid, title, people, labels, body)
      VALUES ('delete', ?, ?, ?, ?, ?)
      """, [key] + columns.map { .text($0) })
  }
}
