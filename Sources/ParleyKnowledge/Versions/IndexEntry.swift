import ParleyPlugin

/// What the index holds of a record: its values to filter by, and its words to search.
struct IndexEntry: Sendable {
  struct Facet: Sendable, Hashable {
    var field: String
    var value: String
    var stems: String
  }

  struct Number: Sendable, Hashable {
    var field: String
    var value: Double
  }

  var facets: [Facet] = []
  var numbers: [Number] = []
  var title: [TextAnalyzer.Token] = []
  /// What follows the colon in the title of a passage ("page: heading"); else the whole title.
  var heading: [TextAnalyzer.Token] = []
  var subtitle: [TextAnalyzer.Token] = []
  /// Authors, brand, publisher, series.
  var people: [TextAnalyzer.Token] = []
  /// Category, subjects, format, colour, size, material, attributes.
  var labels: [TextAnalyzer.Token] = []
  /// Text and headings.
  var body: [TextAnalyzer.Token] = []
  var seriesNumber: Double?
  /// The whole title, and the main title before a colon, as stems.
  var titleKeys: Set<String> = []
  /// ISBN, SKU, GTIN and the id, without signs.
  var identifiers: Set<String> = []

  /// The words by the columns of the full-text index: title, people, labels, body.
  var columns: [[TextAnalyzer.Token]] { [title + subtitle, people, labels, body] }

  init(_ record: Record, analyzer: TextAnalyzer) {
    let words = { (texts: [String]) in texts.flatMap(analyzer.tokens) }
    let texts = { (names: [FieldName]) in names.flatMap { record[$0]?.texts ?? [] } }
    let attributes = record.fields.filter { $0.key.attributeKey != nil }
      .sorted { $0.key < $1.key }
    title = words([record.title])
    heading = Self.heading(title, of: record.title)
    subtitle = words(texts([.subtitle]))
    people = words(texts([.authors, .brand, .publisher, .series]))
    labels = words(texts(Self.labelFields) + attributes.flatMap { Self.words(of: $0.value) })
    body = words([record.text] + texts([.headings]))
    seriesNumber = record[.seriesNumber]?.number
    addKeys(of: record, analyzer)
    addFacets(of: record, attributes: attributes.map(\.key), analyzer: analyzer)
    addNumbers(of: record, attributes: attributes.map(\.key))
  }

  private static func heading(
    _ words: [TextAnalyzer.Token], of title: String
  ) -> [TextAnalyzer.Token] {
    guard let colon = title.utf8.firstIndex(of: UInt8(ascii: ":")) else { return words }
    let heading = words.filter { ($0.range?.lowerBound ?? title.startIndex) > colon }
    return heading.isEmpty ? words : heading
  }

  private mutating func addKeys(of record: Record, _ analyzer: TextAnalyzer) {
    titleKeys = [title.stems]
    if let colon = record.title.utf8.firstIndex(of: UInt8(ascii: ":")) {
      titleKeys.insert(analyzer.stems(String(record.title[..<colon])))
    }
    titleKeys.remove("")
    let codes = [FieldName.isbn, .sku, .gtin].flatMap { record[$0]?.texts ?? [] }
    identifiers = Set(codes.map(Self.identifierKey))
    // Many exports have the item number as the record's id. A plain number in a request may count
    // anything, so a short one is no id.
    let id = Self.identifierKey(record.reference.id)
    if id.utf8.count >= Self.shortestNumber || id.contains(where: \.isLetter) {
      identifiers.insert(id)
    }
  }

  private static let shortestNumber = 6

  /// Letters and digits alone, lower case.
  private static func identifierKey(_ value: String) -> String {
    String(
      value.lowercased().unicodeScalars.filter {
        $0.isASCII
          ? (0x30...0x39).contains($0.value) || (0x61...0x7A).contains($0.value)
          : $0.properties.isAlphabetic || $0.properties.numericType != nil
      })
  }

  private mutating func addFacets(
    of record: Record, attributes: [FieldName], analyzer: TextAnalyzer
  ) {
    for name in Self.facetFields + attributes {
      for value in record[name]?.texts ?? [] {
        facets.append(
          Facet(field: name.rawValue, value: value, stems: analyzer.stems(value)))
      }
    }
  }

  private mutating func addNumbers(of record: Record, attributes: [FieldName]) {
    let add = { (numbers: inout [Number], name: FieldName, value: Double?) in
      if let value { numbers.append(Number(field: name.rawValue, value: value)) }
    }
    add(&numbers, .price, record.currentPrice?.units)
    add(&numbers, .salePrice, record[.salePrice]?.money?.units)
    add(&numbers, .published, record[.published].flatMap(Self.year))
    for name in [.stock, .pages, .seriesNumber] + attributes {
      add(&numbers, name, record[name]?.number)
    }
  }

  /// The year of a year or a date.
  private static func year(_ value: FieldValue) -> Double? {
    switch value {
    case .number(let year): year
    case .timestamp(let time): Double(time.day.prefix(4))
    default: nil
    }
  }

  /// Every text and number in the value, as people would write it.
  private static func words(of value: FieldValue) -> [String] {
    switch value {
    case .text(let text): [text]
    case .number(let number): [Int(exactly: number).map { String($0) } ?? String(number)]
    case .list(let values): values.flatMap(words)
    case .money, .timestamp: []
    }
  }

  private static let labelFields: [FieldName] = [
    .category, .subjects, .format, .colour, .size, .material,
  ]

  private static let facetFields: [FieldName] = [
    .authors, .brand, .series, .category, .subjects, .format, .size, .colour, .material,
    .condition, .language, .publisher, .isbn, .sku, .gtin, .availability,
  ]
}

extension Money {
  /// The amount in units of the currency, for comparing; never for showing.
  fileprivate var units: Double { Double(tenThousandths) / 10_000 }
}

extension [TextAnalyzer.Token] {
  /// The stems, joined by spaces, as the full-text index holds them.
  var stems: String { map(\.stem).joined(separator: " ") }
}
