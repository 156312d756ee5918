import ParleySQLite

/// The table `field_values`: each distinct value of a text field with the number of its records, and a
/// row without a value for each other field that any record has.
struct FieldValueTable {
  /// Fields of which no request names a value by its words.
  private static let codes = "('isbn', 'sku', 'gtin')"

  let connection: SQLiteConnection

  /// Fills the table. A value's `first` is the row id of its first facet: values are read in that order.
  func fill() throws {
    try connection.run(
      """
      INSERT INTO field_values SELECT field, value, stems, count(*), min(rowid) FROM facets
      WHERE field NOT IN \(Self.codes) GROUP BY field, value
      """)
    try connection.run(
      """
      INSERT OR IGNORE INTO field_values
      SELECT field, '', '', count(*), min(rowid) FROM numbers GROUP BY field
      """)
    try connection.run(
      """
      INSERT OR IGNORE INTO field_values
      SELECT field, '', '', count(*), min(rowid) FROM facets
      WHERE field IN \(Self.codes) GROUP BY field
      """)
  }

  /// Counts anew what rows of these entries may have changed.
  func recount(_ entries: [IndexEntry]) throws {
    let facets = Set(entries.flatMap(\.facets))
    let codes = ["isbn", "sku", "gtin"].filter { code in facets.contains { $0.field == code } }
    for facet in facets where !codes.contains(facet.field) {
      try remove(facet.field, facet.value)
      try connection.run(
        """
        INSERT INTO field_values SELECT field, value, stems, count(*), min(rowid) FROM facets
        WHERE field = ? AND stems = ? AND value = ? GROUP BY field, value
        """, [.text(facet.field), .text(facet.stems), .text(facet.value)])
    }
    for (table, fields) in [
      ("numbers", Array(Set(entries.flatMap(\.numbers).map(\.field)))), ("facets", codes),
    ] {
      for field in fields {
        try remove(field, "")
        try connection.run(
          """
          INSERT OR IGNORE INTO field_values
          SELECT field, '', '', count(*), min(rowid) FROM \(table) WHERE field = ? GROUP BY field
          """, [.text(field)])
      }
    }
  }

  private func remove(_ field: String, _ value: String) throws {
    try connection.run(
      "DELETE FROM field_values WHERE field = ? AND value = ?", [.text(field), .text(value)])
  }
}
