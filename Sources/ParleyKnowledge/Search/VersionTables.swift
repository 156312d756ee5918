import ParleyJSON
import ParleyPlugin
import ParleySQLite

/// What a version file is asked: every statement that search runs.
///
/// Text of a request reaches SQL as bound values only; in a `MATCH` every word is a quoted string.
struct VersionTables {
  /// The columns of the index.
  enum Columns: String {
    /// What a record is called and how it is labelled.
    case head = "{title people labels}"
    case body = "body"
    /// What a record is called and who made it.
    case name = "{title people}"
  }

  /// How much a word counts in each column: title, people, labels, body.
  private static let weights = "8.0, 6.0, 4.0, 1.0"

  let connection: SQLiteConnection
  let collection: String
  /// Whether the records are passages of pages.
  let isDocuments: Bool
  /// Whether the records are things rather than books or texts about them.
  let isGoods: Bool
  /// Makes the stems by which values are looked up.
  let analyzer: TextAnalyzer

  // MARK: Text

  /// The records that have any of these stems in these columns.
  func records(withAny stems: [String], in columns: Columns) throws -> [Int64] {
    guard let query = Self.query(stems) else { return [] }
    return try connection.rows(
      "SELECT rowid FROM words WHERE words MATCH ?", [.text("\(columns.rawValue) : (\(query))")]
    ) { $0.integer(0) }
  }

  /// How well records match the stems, by bm25 over all columns; higher is better.
  func relevance(of stems: [String]) throws -> [Int64: Double] {
    guard let query = Self.query(stems) else { return [:] }
    let rows = try connection.rows(
      "SELECT rowid, -bm25(words, \(Self.weights)) FROM words WHERE words MATCH ?", [.text(query)]
    ) { ($0.integer(0), $0.real(1)) }
    return Dictionary(rows, uniquingKeysWith: max)
  }

  /// Any of the stems, each a quoted string; `nil` when there is none.
  private static func query(_ stems: [String]) -> String? {
    let quoted = stems.filter { !$0.isEmpty }.map { stem in
      "\"" + stem.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\""
    }
    return quoted.isEmpty ? nil : quoted.joined(separator: " OR ")
  }

  // MARK: Fields

  func records(where field: FieldName, isOneOf values: [String]) throws -> Set<Int64> {
    var records: Set<Int64> = []
    for value in values {
      // The table is indexed by stems; several values may share them.
      records.formUnion(
        try connection.rows(
          "SELECT record FROM facets WHERE field = ? AND stems = ? AND value = ?",
          [.text(field.rawValue), .text(analyzer.stems(value)), .text(value)]
        ) { $0.integer(0) })
    }
    return records
  }

  func records(
    where field: FieldName, isWithin least: Double?, _ most: Double?
  ) throws -> Set<Int64> {
    Set(
      try connection.rows(
        "SELECT record FROM numbers WHERE field = ? AND value >= ? AND value <= ?",
        [
          .text(field.rawValue), .real(least ?? -.greatestFiniteMagnitude),
          .real(most ?? .greatestFiniteMagnitude),
        ]
      ) { $0.integer(0) })
  }

  /// The records that can be bought now, as ``Record/isInStock`` tells it.
  func recordsInStock() throws -> Set<Int64> {
    Set(
      try connection.rows(
        """
        SELECT record FROM numbers WHERE field = 'stock' AND value > 0
        UNION SELECT record FROM facets WHERE field = 'availability' AND value = 'in stock'
          AND record NOT IN (SELECT record FROM numbers WHERE field = 'stock')
        """
      ) { $0.integer(0) })
  }

  /// The number of each record that has one; the least where there are several.
  func numbers(of field: FieldName) throws -> [Int64: Double] {
    Dictionary(
      try connection.rows(
        "SELECT record, value FROM numbers WHERE field = ?", [.text(field.rawValue)]
      ) { ($0.integer(0), $0.real(1)) }, uniquingKeysWith: min)
  }

  /// The values of some fields of a record.
  func values(of number: Int64, in fields: [FieldName]) throws -> [(FieldName, String)] {
    let marks = Array(repeating: "?", count: fields.count).joined(separator: ", ")
    return try connection.rows(
      "SELECT field, value FROM facets WHERE record = ? AND field IN (\(marks)) ORDER BY rowid",
      [.integer(number)] + fields.map { .text($0.rawValue) }
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

  /// The title; of a passage titled "page: heading", the heading.
  func heading(of number: Int64) throws -> String {
    let title =
      try connection.first(
        "SELECT title FROM records WHERE number = ?", [.integer(number)]
      ) { $0.text(0) } ?? ""
    guard isDocuments, let colon = title.firstIndex(of: ":") else { return title }
    return String(title[colon...])
  }

  func record(_ number: Int64) throws -> Record? {
    guard
      let document = try connection.first(
        "SELECT document FROM records WHERE number = ?", [.integer(number)], { $0.text(0) })
    else { return nil }
    return RecordJSON.record(from: try JSONParser.parse(document), collection: collection)
  }
}
