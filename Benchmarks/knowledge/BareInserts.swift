import ParleySQLite

/// What it takes to insert the rows of a version into the same tables and nothing else: one transaction,
/// the full-text index optimized, the indexes made.
///
/// Rows are read in portions, outside of what is timed. The texts of the full-text index, which keeps
/// none, are put together from its words.
struct BareInserts {
  private static let portion: Int64 = 2000
  private static let tables: [(name: String, key: String)] = [
    ("records", "number"), ("facets", "rowid"), ("numbers", "rowid"), ("outlines", "record"),
    ("texts", "number"),
  ]

  private let version: SQLiteConnection
  private let fresh: SQLiteConnection
  private let statements: [String]

  init(of version: String, in folder: String) throws {
    self.version = try SQLiteConnection(path: version, mode: .immutable)
    fresh = try SQLiteConnection(path: "\(folder)/bare.sqlite", mode: .readWriteCreate)
    statements = try self.version.rows(
      """
      SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL
        AND name NOT LIKE 'words\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      """
    ) { $0.text(0) }
    try fresh.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
    for statement in statements where !statement.hasPrefix("CREATE INDEX") {
      try fresh.execute(statement)
    }
    try gatherTexts()
  }

  /// Seconds by the clock, and of the processor.
  struct Duration {
    var elapsed = 0.0
    var processor = 0.0
  }

  /// Only what writes is timed.
  func duration() throws -> Duration {
    var duration = Duration()
    try time(&duration) { try fresh.run("BEGIN") }
    for table in Self.tables {
      var last: Int64 = 0
      while true {
        let rows = try rows(of: table, after: last)
        guard let end = rows.last?.key else { break }
        last = end
        let target =
          table.name == "texts"
          ? "words(rowid, title, people, labels, body)" : table.name
        try time(&duration) {
          for row in rows {
            let marks = Array(repeating: "?", count: row.values.count).joined(separator: ", ")
            try fresh.run("INSERT INTO \(target) VALUES (\(marks))", row.values)
          }
        }
      }
    }
    try time(&duration) {
      try fresh.run("INSERT INTO words(words) VALUES ('optimize')")
      for statement in statements where statement.hasPrefix("CREATE INDEX") {
        try fresh.execute(statement)
      }
      try fresh.run("COMMIT")
    }
    return duration
  }

  private func rows(
    of table: (name: String, key: String), after last: Int64
  ) throws -> [(key: Int64, values: [SQLiteValue])] {
    try version.rows(
      """
      SELECT \(table.key), * FROM \(table.name) WHERE \(table.key) > ? ORDER BY \(table.key) LIMIT ?
      """, [.integer(last), .integer(Self.portion)]
    ) { row in (row.integer(0), (1..<row.columnCount).map { row.value($0) }) }
  }

  /// The stems of each record, by column and in order, from the places of all words.
  private func gatherTexts() throws {
    try version.execute(
      """
      CREATE VIRTUAL TABLE temp.places USING fts5vocab('main', 'words', 'instance');
      CREATE TEMP TABLE texts AS
        SELECT number, group_concat(term, ' ') FILTER (WHERE col = 'title') AS title,
          group_concat(term, ' ') FILTER (WHERE col = 'people') AS people,
          group_concat(term, ' ') FILTER (WHERE col = 'labels') AS labels,
          group_concat(term, ' ') FILTER (WHERE col = 'body') AS body
        FROM (SELECT doc AS number, col, term FROM temp.places ORDER BY doc, col, offset)
        GROUP BY number;
      CREATE UNIQUE INDEX temp.texts_by_number ON texts(number);
      """)
  }

  private func time(_ duration: inout Duration, _ body: () throws -> Void) rethrows {
    let clock = ContinuousClock()
    let (begin, before) = (clock.now, ProcessorTime.now)
    try body()
    duration.elapsed += (clock.now - begin) / .seconds(1)
    duration.processor += ProcessorTime.now - before
  }
}
