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
  // Words by their numbers (``WordNumbers``).
  var title: [Int] = []
  /// What follows the colon in the title of a passage ("page: heading"); else the whole title.
  var heading: [Int] = []
  var subtitle: [Int] = []
  /// Authors, brand, publisher, series.
  var people: [Int] = []
  /// Category, subjects, format, colour, size, material, attributes.
  var labels: [Int] = []
  /// Text and headings.
  var body: [Int] = []
  var seriesNumber: Double?
  /// The whole title, and the main title before a colon, as stems.
  var titleKeys: [String] = []
  /// ISBN, SKU, GTIN and the id, without signs.
  var identifiers: [String] = []

  /// The stems by the columns of the full-text index: title, people, labels, body.
  func columns(_ words: WordNumbers) -> [String] {
    [title + subtitle, people, labels, body].map(words.joinedStems)
  }

  init(_ record: Record, _ words: inout WordNumbers) {
    title = words.words(record.title)
    words.append(record.text, to: &body)
    addTitleKeys(of: record, &words)
    if !record.fields.isEmpty { addFields(of: record, &words) }
    addIdentifiers(of: record)
  }

  private mutating func addTitleKeys(of record: Record, _ words: inout WordNumbers) {
    heading = title
    titleKeys = [words.joinedStems(title)]
    if let colon = record.title.utf8.firstIndex(of: UInt8(ascii: ":")) {
      let after = words.words(String(record.title[colon...].dropFirst()))
      if !after.isEmpty { heading = after }
      titleKeys.append(words.stems(of: String(record.title[..<colon])))
    }
    titleKeys.removeAll(where: \.isEmpty)
  }

  private mutating func addFields(of record: Record, _ words: inout WordNumbers) {
    let attributes = record.fields.filter { $0.key.rawValue.hasPrefix("attributes.") }
      .sorted { $0.key < $1.key }
    words.append(record[.subtitle]?.texts ?? [], to: &subtitle)
    for name in [FieldName.authors, .brand, .publisher, .series] {
      words.append(record[name]?.texts ?? [], to: &people)
    }
    for name in Self.labelFields { words.append(record[name]?.texts ?? [], to: &labels) }
    for attribute in attributes { words.append(Self.words(of: attribute.value), to: &labels) }
    words.append(record[.headings]?.texts ?? [], to: &body)
    seriesNumber = record[.seriesNumber]?.number
    addFacets(of: record, attributes: attributes.map(\.key), &words)
    addNumbers(of: record, attributes: attributes.map(\.key))
  }

  private mutating func addIdentifiers(of record: Record) {
    if !record.fields.isEmpty {
      for name in [FieldName.isbn, .sku, .gtin] {
        for code in record[name]?.texts ?? [] { identifiers.append(Self.identifierKey(code)) }
      }
    }
    // Many exports have the item number as the record's id. A plain number in a request may count
    // anything, so a short one is no id.
    let id = Self.identifierKey(record.reference.id)
    if id.utf8.count >= Self.shortestNumber || id.contains(where: \.isLetter) {
      identifiers.append(id)
    }
  }

  private static let shortestNumber = 6

  /// Letters and digits alone, lower case.
  private static func identifierKey(_ value: String) -> String {
    if value.utf8.allSatisfy({ $0 < 0x80 }) { return plainIdentifierKey(value) }
    return String(
      value.lowercased().unicodeScalars.filter {
        $0.isASCII
          ? (0x30...0x39).contains($0.value) || (0x61...0x7A).contains($0.value)
          : $0.properties.isAlphabetic || $0.properties.numericType != nil
      })
  }

  private static func plainIdentifierKey(_ value: String) -> String {
    String(unsafeUninitializedCapacity: value.utf8.count) { target in
      var end = 0
      for byte in value.utf8 {
        let small = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
        guard (0x30...0x39).contains(small) || (0x61...0x7A).contains(small) else { continue }
        target[end] = small
        end += 1
      }
      return end
    }
  }

  private mutating func addFacets(
    of record: Record, attributes: [FieldName], _ words: inout WordNumbers
  ) {
    for name in Self.facetFields + attributes {
      for value in record[name]?.texts ?? [] {
        facets.append(
          Facet(field: name.rawValue, value: value, stems: words.stems(of: value)))
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
