import ParleyPlugin

/// What the index holds of a record: its values to filter by, and its words to search.
struct IndexEntry {
  struct Facet: Hashable {
    var field: String
    var value: String
    var stems: String
  }

  struct Number: Hashable {
    var field: String
    var value: Double
  }

  var facets: [Facet] = []
  var numbers: [Number] = []
  /// Title and subtitle.
  var title = ""
  /// Authors, brand, publisher, series.
  var people = ""
  /// Category, subjects, format, colour, size, material, attributes.
  var labels = ""
  /// Text and headings.
  var body = ""

  init(_ record: Record, analyzer: TextAnalyzer) {
    let stems = { (texts: [String]) in
      texts.map(analyzer.stems).filter { !$0.isEmpty }.joined(separator: " ")
    }
    let texts = { (names: [FieldName]) in names.flatMap { record[$0]?.texts ?? [] } }
    let attributes = record.fields.filter { $0.key.attributeKey != nil }
      .sorted { $0.key < $1.key }
    title = stems([record.title] + texts([.subtitle]))
    people = stems(texts([.authors, .brand, .publisher, .series]))
    labels = stems(texts(Self.labelFields) + attributes.flatMap { Self.words(of: $0.value) })
    body = stems([record.text] + texts([.headings]))
    addFacets(of: record, attributes: attributes.map(\.key), analyzer: analyzer)
    addNumbers(of: record, attributes: attributes.map(\.key))
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
