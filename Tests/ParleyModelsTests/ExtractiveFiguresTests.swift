import ParleyDomain
import ParleyPlugin
import Testing

/// No figure stands in a reply that is not in a record, the request, the persona's lines, or a count
/// of records.
struct ExtractiveFiguresTests {
  @Test(arguments: 0..<400)
  func everyFigureHasASource(seed: Int) async throws {
    var random = SplitMix(seed: UInt64(seed))
    let turn = randomTurn(&random)
    let reply = try await turn.reply()
    let unknown = figures(of: reply).filter { !sources(of: turn).contains($0) }
    #expect(unknown.isEmpty, "\(unknown) in: \(reply)")
  }

  // MARK: Where figures may come from

  /// Everything that may lend a figure, as a set of figures with a point before the decimals.
  private func sources(of turn: ExtractiveTurn) -> Set<String> {
    var texts = [turn.message, turn.persona.greeting ?? "", turn.persona.contact ?? ""]
    texts += turn.persona.samples
    for result in turn.results {
      texts += ["\(result.total)", "\(result.totalNearest)"]
      texts += (0...result.hits.count).map(String.init)
      texts += (0...result.nearest.count).map(String.init)
      for record in (result.hits + result.nearest).map(\.record) {
        texts += [record.title, record.text] + record.fields.keys.map(\.rawValue)
        texts += record.fields.values.flatMap(printed)
      }
      texts += result.reading.filters.flatMap(printed) + result.reading.terms
    }
    return Set(texts.flatMap(figures)).union(turn.context.citationIndex.values.map(String.init))
  }

  private func printed(_ filter: FieldFilter) -> [String] {
    switch filter.test {
    case .isOneOf(let values): values
    case .within(let least, let most): [least, most].compactMap(\.self).flatMap(printed)
    case .inStock, .onSale: []
    }
  }

  private func printed(_ value: FieldValue) -> [String] {
    switch value {
    case .text(let text): [text]
    case .number(let number): ["\(number)", Int(exactly: number).map(String.init) ?? ""]
    case .money(let money): [money.decimal, "\(money.tenThousandths / 10_000)"]
    case .timestamp(let timestamp): [timestamp.day]
    case .list(let values): values.flatMap(printed)
    }
  }

  /// Runs of digits with what stands between them as decimal point or comma.
  private func figures(of text: String) -> [String] {
    var figures: [String] = []
    var figure = ""
    for character in text + " " {
      if character.isNumber {
        figure.append(character)
      } else if character == "." || character == ",", !figure.isEmpty, !figure.contains(".") {
        figure.append(".")
      } else if !figure.isEmpty {
        figures.append(figure)
        figure = ""
      }
    }
    return figures.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
  }

  // MARK: Random turns

  private func randomTurn(_ random: inout SplitMix) -> ExtractiveTurn {
    var turn = ExtractiveTurn()
    turn.persona.language = random.pick(["en", "de", "fr", "es", "pt", "nl"])
    turn.message = random.pick([
      "hello", "who are you", "cheaper?", "novels of 1969", "thanks", "lamp 7",
    ])
    turn.results = (0..<random.below(4)).map { _ in randomResult(&random) }
    if random.below(3) == 0, let hit = turn.results.first?.hits.first {
      turn.cut.insert(hit.record.reference)
    }
    return turn
  }

  private func randomResult(_ random: inout SplitMix) -> SearchResult {
    let name = random.pick(["books", "catalog", "help", "recipes"])
    let records = (0..<random.below(6)).map { _ in randomRecord(in: name, &random) }
    let nearest = (0..<random.below(4)).map { _ in randomRecord(in: name, &random) }
    var reading = QueryReading(
      intent: random.pick(QueryReading.Intent.allCases),
      order: random.pick([nil] + QueryReading.Order.allCases),
      filters: (0..<random.below(3)).map { _ in randomFilter(&random) },
      terms: random.pick([[], ["lamp", "7"]]), isFollowUp: random.below(2) == 0)
    reading.named = records.prefix(random.below(3)).map(\.reference)
    if records.isEmpty { reading.emptied = reading.filters }
    return found(
      records, in: name, total: records.count + random.below(90), reading,
      coverage: Double(random.below(100)) / 100, nearest: nearest,
      totalNearest: nearest.count + random.below(90))
  }

  private func randomRecord(in collection: String, _ random: inout SplitMix) -> Record {
    var fields: [FieldName: FieldValue] = [:]
    for field: FieldName in [
      .price, .salePrice, .stock, .pages, .published, .seriesNumber, .series, .size, .authors,
      .brand, .format, .availability, .updatedAt, .attribute("watts_2"), .isbn,
    ] where random.below(2) == 0 {
      fields[field] = randomValue(of: field, &random)
    }
    return Record(
      reference: RecordReference(collection: collection, id: "\(random.next())"),
      title: "Thing \(random.below(500))", text: "It weighs \(random.below(5000)) g.",
      fields: fields)
  }

  private func randomValue(of field: FieldName, _ random: inout SplitMix) -> FieldValue {
    switch field {
    case .price, .salePrice:
      usd("\(random.below(300)).\(10 + random.below(90))")
    case .stock, .pages, .published, .seriesNumber: .number(Double(random.below(3000)) / 2)
    case .updatedAt: .timestamp(Timestamp(milliseconds: Int64(random.below(1_000_000)) * 1_000_000))
    case .size: .list([.text("\(random.below(90)) cm"), .text("M")])
    case .availability: .text(random.pick(["in stock", "preorder", "in 3 weeks"]))
    default: .text("Name \(random.below(50))")
    }
  }

  private func randomFilter(_ random: inout SplitMix) -> FieldFilter {
    let number = FieldValue.number(Double(random.below(2000)))
    return random.pick([
      by("Author \(random.below(9))"), priceUpTo(usd("\(random.below(99)).50")),
      FieldFilter(field: .price, test: .within(least: usd("4"), most: usd("8.25")), words: ""),
      FieldFilter(field: .pages, test: .within(least: number, most: nil), words: ""),
      FieldFilter(field: .stock, test: .inStock, words: ""),
      FieldFilter(field: .salePrice, test: .onSale, words: ""),
      FieldFilter(field: .size, test: .isOneOf(["44"]), words: ""),
    ])
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}
