import ParleyPlugin

/// What a record says, as figures are compared with it.
struct RecordFacts: Sendable {
  let source: Source
  /// The number that cites it in this turn.
  let index: Int?
  /// Whether it is text alone: a passage of a document, or a record of unknown type.
  let isPassage: Bool
  /// The price that holds today first, then the usual one.
  let prices: [Money]
  /// Stock, year and pages.
  let counts: [FigureKind: [FigureNumber]]
  /// ISBN and item numbers as the record writes them.
  let identifiers: [FigureKind: [String]]
  /// The numbers in its free text, in its title and attributes.
  let loose: TextNumbers

  /// - Parameters:
  ///   - record: `nil` when the knowledge does not hold it; then the injected text counts alone.
  ///   - text: As injected.
  init(source: Source, index: Int?, record: Record?, text: String) {
    self.source = source
    self.index = index
    guard let record else {
      isPassage = true
      (prices, counts, identifiers) = ([], [:], [:])
      loose = TextNumbers(all: text, for: FigureKind.allCases)
      return
    }
    var prices: [Money] = []
    for field in [FieldName.salePrice, .price] {
      if let price = record[field]?.money { prices.append(price) }
    }
    self.prices = prices
    counts = [
      .stock: RecordFacts.stock(record), .pages: RecordFacts.number(record[.pages]),
      .year: RecordFacts.years(record[.published]),
    ].filter { !$0.value.isEmpty }
    identifiers = [
      .isbn: record[.isbn]?.texts ?? [],
      .sku: [.sku, .gtin].flatMap { record[$0]?.texts ?? [] } + [record.reference.id],
    ]
    isPassage =
      prices.isEmpty && counts.isEmpty && record[.isbn] == nil && record[.sku] == nil
      && record[.gtin] == nil
    let text = RecordFacts.freeText(record)
    var loose = TextNumbers(text)
    // A passage may list prices without a sign, in a table for example.
    if isPassage { loose.formUnion(TextNumbers(all: text, for: [.price])) }
    self.loose = loose
  }

  /// Identifiers of all kinds, without hyphens and case.
  var plainIdentifiers: Set<String> {
    Set(identifiers.values.joined().map(RecordFacts.plain))
  }

  static func plain(_ identifier: String) -> String {
    identifier.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  // MARK: Reading fields

  private static func freeText(_ record: Record) -> String {
    let fields = record.fields.filter { name, _ in
      name.attributeKey != nil || free.contains(name)
    }
    return ([record.title, record.text] + fields.values.map(\.description)).joined(separator: "\n")
  }

  private static let free: Set<FieldName> = [
    .subtitle, .series, .seriesNumber, .size, .material, .format, .condition, .availability,
    .subjects, .category,
  ]

  private static func stock(_ record: Record) -> [FigureNumber] {
    let told = number(record[.stock])
    guard told.isEmpty, record.isInStock == false else { return told }
    return [FigureNumber(tenThousandths: 0)]
  }

  private static func number(_ value: FieldValue?) -> [FigureNumber] {
    switch value {
    case .number(let number): FigureNumber(number).map { [$0] } ?? []
    case .text(let text): NumberReading.readings(of: text)
    default: []
    }
  }

  /// The runs of four digits in a year or date.
  private static func years(_ value: FieldValue?) -> [FigureNumber] {
    (value?.description ?? "").split { !($0.isASCII && $0.isNumber) }
      .filter { $0.count == 4 }.compactMap { Int($0).flatMap { FigureNumber($0) } }
  }
}
