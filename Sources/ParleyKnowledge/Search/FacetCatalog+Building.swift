import ParleyPlugin
import ParleySQLite

extension FacetCatalog {
  /// Reads a version's distinct values, and the blocks of its index.
  ///
  /// Done once per version; takes time in proportion to the distinct values and words.
  init(
    _ connection: SQLiteConnection, of collection: CollectionInfo, analyzer: TextAnalyzer,
    lexicon: Lexicon
  ) throws {
    recordCount =
      try connection.first("SELECT coalesce(max(number), 0) FROM records") { Int($0.integer(0)) }
      ?? 0
    currency = try connection.first("SELECT value FROM meta WHERE key = 'currency'") {
      $0.optionalText(0)
    }?.flatMap { $0.isEmpty ? nil : $0 }
    fields = Set(
      try connection.rows("SELECT DISTINCT field FROM field_values") { FieldName($0.text(0)) })
    try readValues(connection, analyzer, lexicon)
    identifiers = KeyIndex(bytes: try IndexBlock.identifiers.read(from: connection))
    titles = KeyIndex(bytes: try IndexBlock.titles.read(from: connection))
    titleBeginnings = KeyIndex(bytes: try IndexBlock.titleBeginnings.read(from: connection))
    words = Vocabulary(bytes: try IndexBlock.vocabulary.read(from: connection))
    if !lexicon.linkingLetters.isEmpty { trigrams = VocabularyTrigrams(words) }
  }

  // MARK: Values

  private mutating func readValues(
    _ connection: SQLiteConnection, _ analyzer: TextAnalyzer, _ lexicon: Lexicon
  ) throws {
    let rows = try connection.rows(
      """
      SELECT field, value, stems, records FROM field_values
      WHERE field IN ('authors', 'series', 'brand', 'category', 'subjects', 'format', 'size',
        'colour', 'material', 'condition', 'language', 'publisher')
      ORDER BY first
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
      if value.field == .colour { addColours(of: value, analyzer) }
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

  private mutating func addColours(of value: Value, _ analyzer: TextAnalyzer) {
    let surfaces = analyzer.tokens(value.text).map(\.surface)
    for name in ColourNames.colours(of: surfaces, in: analyzer.language) {
      colours[name, default: []].append(value)
    }
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
}
