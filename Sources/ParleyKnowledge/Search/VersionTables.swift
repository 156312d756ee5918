import ParleyJSON
import ParleyPlugin
import ParleySQLite

/// What a version file is asked about fields and records.
///
/// Text of a request reaches SQL as bound values only.
struct VersionTables {
  let connection: SQLiteConnection
  /// What was read of fields before.
  let fields: FieldCache
  let collection: String
  /// Whether the records are passages of pages.
  let isDocuments: Bool
  /// Whether the records are things rather than books or texts about them.
  let isGoods: Bool
  /// Makes the stems by which values are looked up.
  let analyzer: TextAnalyzer

  // MARK: Fields

  func records(where field: FieldName, isOneOf values: [String]) throws -> RecordSet {
    var records = RecordSet()
    for value in values {
      // The table is indexed by stems; several values may share them.
      let set = try fields.records("\(field.rawValue)\u{0}\(value)") {
        RecordSet(
          try connection.rows(
            "SELECT record FROM facets WHERE field = ? AND stems = ? AND value = ?",
            [.text(field.rawValue), .text(analyzer.stems(value)), .text(value)]
          ) { $0.integer(0) })
      }
      records.formUnion(set)
    }
    return records
  }

  func records(
    where field: FieldName, isWithin least: Double?, _ most: Double?
  ) throws -> RecordSet {
    try numbers(of: field).records(from: least, to: most)
  }

  /// The records that can be bought now, as ``Record/isInStock`` tells it.
  func recordsInStock() throws -> RecordSet {
    try fields.records("\u{0}in stock") {
      RecordSet(
        try connection.rows(
          """
          SELECT record FROM numbers WHERE field = 'stock' AND value > 0
          UNION SELECT record FROM facets WHERE field = 'availability' AND value = 'in stock'
            AND record NOT IN (SELECT record FROM numbers WHERE field = 'stock')
          """
        ) { $0.integer(0) })
    }
  }

  /// The number of each record that has one.
  func numbers(of field: FieldName) throws -> NumberColumn {
    try fields.column(of: field) {
      NumberColumn(
        try connection.rows(
          "SELECT value, record FROM numbers WHERE field = ? ORDER BY value",
          [.text(field.rawValue)]
        ) { ($0.real(0), $0.integer(1)) })
    }
  }

  /// The values of some fields of a record.
  func values(of number: Int64, in fields: [FieldName]) throws -> [(FieldName, String)] {
    let rows = RecordRows.rowIDs(of: number)
    let marks = Array(repeating: "?", count: fields.count).joined(separator: ", ")
    return try connection.rows(
      """
      SELECT field, value FROM facets WHERE rowid BETWEEN ? AND ? AND field IN (\(marks))
      ORDER BY rowid
      """,
      [.integer(rows.lowerBound), .integer(rows.upperBound)] + fields.map { .text($0.rawValue) }
    ) { (FieldName($0.text(0)), $0.text(1)) }
  }

  // MARK: Records

  func allRecords() throws -> [Int64] {
    try connection.rows("SELECT number FROM records ORDER BY number") { $0.integer(0) }
  }

  func number(ofID id: String) throws -> Int64? {
    try connection.first("SELECT number FROM records WHERE id = ?", [.text(id)]) { $0.integer(0) }
  }

  func reference(of number: Int64) throws -> RecordReference? {
    try connection.first("SELECT id FROM records WHERE number = ?", [.integer(number)]) {
      RecordReference(collection: collection, id: $0.text(0))
    }
  }

  func record(_ number: Int64) throws -> Record? {
    guard
      let document = try connection.first(
        "SELECT document FROM records WHERE number = ?", [.integer(number)], { $0.text(0) })
    else { return nil }
    return RecordJSON.record(from: try JSONParser.parse(document), collection: collection)
  }
}
