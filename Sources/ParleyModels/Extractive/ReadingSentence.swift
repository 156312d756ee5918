import ParleyPlugin

/// Tells how the request was read: constraints, order, intent and the words searched as text.
struct ReadingSentence {
  /// More values of a field than these say less than the words that stand for them.
  private static let mostValues = 2

  private let reading: QueryReading
  private let phrases: any ClerkPhrases
  private let fields: FieldText

  init(_ reading: QueryReading, phrases: any ClerkPhrases) {
    self.reading = reading
    self.phrases = phrases
    fields = FieldText(phrases: phrases)
  }

  /// The sentence, or `nil` when only words were read.
  var text: String? {
    guard !isToldByOpening else { return nil }
    var items = reading.filters.map(constraint)
    if let order = reading.order { items.append(phrases.name(order)) }
    if let intent = phrases.name(reading.intent) { items.append(intent) }
    guard !items.isEmpty else { return nil }
    let terms = reading.terms.map(plainLine).filter { !$0.isEmpty }
    if !terms.isEmpty, reading.intent == .find { items.append(phrases.searchedFor(terms)) }
    return phrases.readAs(items)
  }

  /// Whether the first line of a list tells all this already. A limit is told again, because there
  /// it is told without saying whether it is included.
  private var isToldByOpening: Bool {
    reading.intent == .find && reading.emptied.isEmpty && reading.terms.isEmpty
      && reading.filters.allSatisfy { filter in
        switch ReadingSentence.narrowing(filter, for: [], amounts: phrases.amounts) {
        case .authors, .series, .category, .inStock, .onSale: true
        case .below, .upTo, .from, .between, nil: false
        }
      }
  }

  /// A filter with the name of its field: "price up to $15.00".
  func constraint(_ filter: FieldFilter) -> String {
    switch filter.test {
    case .isOneOf(let values) where values.count > ReadingSentence.mostValues:
      // One word of the customer ("blue") stands for many values ("sea blue", "blue and cream").
      phrases.constraint(fields.label(filter.field), values: [plainLine(filter.words)])
    case .isOneOf(let values):
      phrases.constraint(
        fields.label(filter.field),
        values: values.map(plainLine).map { filter.field == .language ? fields.language($0) : $0 })
    case .within(let least, let most):
      phrases.constraint(
        fields.label(filter.field), from: least.flatMap(fields.text),
        to: most.flatMap(fields.text))
    case .inStock: phrases.inStock
    case .onSale: phrases.onSale
    }
  }

  /// A filter as it follows a counted noun, or `nil` when its field has no such phrase.
  ///
  /// A limit to a price is "under" when all the records read out are below it, since its bound is
  /// included.
  static func narrowing(
    _ filter: FieldFilter, for records: [CitedRecord], amounts: AmountFormat
  ) -> ClerkNarrowing? {
    switch (filter.field, filter.test) {
    case (.authors, .isOneOf(let names)) where !names.isEmpty: .authors(names.map(plainLine))
    case (.series, .isOneOf(let names)) where names.count == 1:
      names.first.map { .series(plainLine($0)) }
    case (.category, .isOneOf(let names)) where names.count == 1:
      names.first.map { .category(plainLine($0)) }
    case (.price, .within(.money(let least)?, .money(let most)?)):
      .between(amounts.shortText(least), amounts.shortText(most))
    case (.price, .within(.money(let least)?, nil)): .from(amounts.shortText(least))
    case (.price, .within(nil, .money(let most)?)):
      records.allSatisfy { isBelow($0.record, most) }
        ? .below(amounts.shortText(most)) : .upTo(amounts.shortText(most))
    case (_, .inStock): .inStock
    case (_, .onSale): .onSale
    default: nil
    }
  }

  private static func isBelow(_ record: Record, _ limit: Money) -> Bool {
    guard let price = record.currentPrice else { return true }
    return price.tenThousandths < limit.tenThousandths
  }
}
