import ParleyPlugin
import ParleySQLite

extension FacetCatalog {
  /// Reads a version's titles, values and word counts.
  ///
  /// Takes time and memory in proportion to the number of records; so it is done once per version.
  init(
    _ connection: SQLiteConnection, of collection: CollectionInfo, analyzer: TextAnalyzer,
    lexicon: Lexicon
  ) throws {
    recordCount = try connection.first("SELECT count(*) FROM records") { Int($0.integer(0)) } ?? 0
    currency = try connection.first("SELECT value FROM meta WHERE key = 'currency'") {
      $0.optionalText(0)
    }?.flatMap { $0.isEmpty ? nil : $0 }
    try readFields(connection)
    try readValues(connection, analyzer, lexicon)
    // Passages share the title of their page, and questions are not named after pages.
    if collection.kind != "documents" {
      try readIdentifiers(connection)
      try readTitles(connection, analyzer, lexicon)
    }
    try readWords(connection)
  }

  private mutating func readFields(_ connection: SQLiteConnection) throws {
    for table in ["facets", "numbers"] {
      let names = try connection.rows("SELECT DISTINCT field FROM \(table)") { $0.text(0) }
      fields.formUnion(names.map { FieldName($0) })
    }
  }

  // MARK: Values

  private mutating func readValues(
    _ connection: SQLiteConnection, _ analyzer: TextAnalyzer, _ lexicon: Lexicon
  ) throws {
    let rows = try connection.rows(
      """
      SELECT field, value, stems, count(*) FROM facets
      WHERE field IN ('authors', 'series', 'brand', 'category', 'subjects', 'format', 'size',
        'colour', 'material', 'condition', 'language', 'publisher')
      GROUP BY field, value ORDER BY min(rowid)
      """
    ) {
      (
        Value(field: FieldName($0.text(0)), text: $0.text(1), records: Int($0.integer(3))),
        $0.text(2)
      )
    }
    for (value, stems) in rows where !stems.isEmpty {
      switch value.field {
      case .language: languages.append(value)
      case .size: sizes[value.text] = value
      default: values[stems, default: []].append(value)
      }
      switch value.field {
      case .authors: addEnds(of: value, stems)
      case .colour, .material, .category: addParts(of: value, analyzer, lexicon)
      case .series: addBeginnings(of: value, analyzer, lexicon)
      default: break
      }
    }
  }

  /// "Guin", "Le Guin", and "Ursula Guin" for "Ursula K. Le Guin".
  private mutating func addEnds(of value: Value, _ stems: String) {
    let words = stems.split(separator: " ").map(String.init)
    for word in words { nameWords[word.utf8.count, default: []].insert(word) }
    guard words.count > 1, let first = words.first, let last = words.last else { return }
    var keys = Set((1..<words.count).map { words[$0...].joined(separator: " ") })
    keys.insert("\(first) \(last)")
    let spelledOut = words.filter { $0.count > 1 }
    keys.insert(spelledOut.joined(separator: " "))
    keys.remove(stems)
    for key in keys where key.count > 1 { people[key, default: []].append(value) }
  }

  /// "navy" and "cream" for "navy and cream", "Hats" for "Hats & Scarves"; of colours and
  /// materials also the last word: "blue" for "dark blue".
  private mutating func addParts(
    of value: Value, _ analyzer: TextAnalyzer, _ lexicon: Lexicon
  ) {
    var keys: Set<String> = []
    for written in value.text.split(whereSeparator: { "&/,+".contains($0) }) {
      let words = analyzer.tokens(String(written))
      for part in words.split(whereSeparator: {
        lexicon.length(of: .and, at: 0, in: [$0.surface]) > 0
          || lexicon.length(of: .or, at: 0, in: [$0.surface]) > 0
      }) {
        keys.insert(part.map(\.stem).joined(separator: " "))
        guard part.count > 1, let last = part.last?.stem else { continue }
        if value.field == .category {
          heads[last, default: []].append(value)
        } else {
          keys.insert(last)
        }
      }
    }
    keys.remove(analyzer.stems(value.text))
    for key in keys { parts[key, default: []].append(value) }
  }

  /// "Earthsea" for "The Earthsea Cycle".
  private mutating func addBeginnings(
    of value: Value, _ analyzer: TextAnalyzer, _ lexicon: Lexicon
  ) {
    let words = analyzer.tokens(value.text).drop {
      lexicon.length(of: .function, at: 0, in: [$0.surface]) > 0
    }
    for count in 1..<max(words.count + 1, 2) {
      let key = words.prefix(count).map(\.stem).joined(separator: " ")
      if !key.isEmpty { seriesBeginnings[key, default: []].append(value) }
    }
  }

  // MARK: Titles and identifiers

  private mutating func readIdentifiers(_ connection: SQLiteConnection) throws {
    let rows = try connection.rows(
      "SELECT value, record FROM facets WHERE field IN ('isbn', 'sku', 'gtin') ORDER BY record"
    ) { ($0.text(0), $0.integer(1)) }
    for (value, number) in rows { addIdentifier(Self.identifierKey(value), of: number) }
    // Many exports have the item number as the record's id. A plain number in a request may count
    // anything, so a short one is no id.
    let ids = try connection.rows("SELECT id, number FROM records ORDER BY number") {
      (Self.identifierKey($0.text(0)), $0.integer(1))
    }
    for (key, number) in ids
    where key.utf8.count >= Self.shortestNumber || key.contains(where: \.isLetter) {
      addIdentifier(key, of: number)
    }
  }

  private static let shortestNumber = 6

  private mutating func addIdentifier(_ key: String, of number: Int64) {
    for spelling in QueryReader.spellings(of: key)
    where identifiers[spelling]?.contains(number) != true {
      identifiers[spelling, default: []].append(number)
    }
  }

  /// Letters and digits alone, lower case.
  private static func identifierKey(_ value: String) -> String {
    String(
      value.lowercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      })
  }

  private mutating func readTitles(
    _ connection: SQLiteConnection, _ analyzer: TextAnalyzer, _ lexicon: Lexicon
  ) throws {
    let rows = try connection.rows("SELECT number, title FROM records ORDER BY number") {
      ($0.integer(0), $0.text(1))
    }
    for (number, title) in rows {
      var names: Set<String> = [analyzer.stems(title)]
      if let colon = title.firstIndex(of: ":") {
        names.insert(analyzer.stems(String(title[..<colon])))
      }
      for name in names where !name.isEmpty {
        titles[name, default: []].append(number)
        titleBeginnings.insert(String(name.prefix { $0 != " " }))
      }
    }
  }

  private mutating func readWords(_ connection: SQLiteConnection) throws {
    try connection.run(
      """
      CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'words', 'col')
      """)
    let rows = try connection.rows("SELECT term, col, doc FROM temp.vocabulary") {
      ($0.text(0), $0.text(1), Int($0.integer(2)))
    }
    for (word, column, records) in rows {
      var count = words[word] ?? WordCount()
      if column == "people" {
        count.people = records
      } else {
        count.elsewhere = max(count.elsewhere, records)
      }
      // At least this many; the columns may share records.
      count.records = max(count.people, count.elsewhere)
      words[word] = count
    }
  }
}
