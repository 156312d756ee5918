import ParleyDomain
import ParleyPlugin

/// One lookup read out: how many records fit, a line for each, and how the request was read.
struct LookupReading {
  private let lookup: CitedLookup
  private let context: TurnContext
  private let phrases: any ClerkPhrases
  private let reading: QueryReading

  init(_ lookup: CitedLookup, _ context: TurnContext, _ phrases: any ClerkPhrases) {
    self.lookup = lookup
    self.context = context
    self.phrases = phrases
    reading = lookup.result.reading
  }

  var paragraphs: [String] {
    if let record = singleRecord { return RecordCard(record, phrases: phrases).paragraphs }
    if lookup.isEmptied { return nearest + readAs }
    guard !lookup.hits.isEmpty else { return [phrases.noRoom(opening)] }
    if lookup.isDocuments { return PassageReading(lookup.hits).paragraphs }
    return switch reading.intent {
    case .find: found + readAs
    case .compare: compared
    case .similar: similar + (reading.filters.allSatisfy(isModel) ? [] : readAs)
    case .nextInSeries where reading.named.isEmpty: found
    case .nextInSeries: SeriesReading(lookup.hits, reading, context.history, phrases).paragraphs
    }
  }

  /// The one record that the request is about: a follow-up to it, or its own number.
  private var singleRecord: CitedRecord? {
    guard !lookup.isDocuments, reading.intent == .find else { return nil }
    let isPlain = reading.emptied.allSatisfy { [.stock, .price, .salePrice].contains($0.field) }
    if reading.isFollowUp, reading.named.count == 1, lookup.isEmptied, isPlain {
      return lookup.nearest.first { reading.named.contains($0.record.reference) }
    }
    guard lookup.hits.count == 1, lookup.result.total <= 1, let hit = lookup.hits.first else {
      return nil
    }
    let isNamed = reading.named == [hit.record.reference]
    let isIdentified = reading.filters.contains { [.isbn, .sku, .gtin].contains($0.field) }
    let isPlainFollowUp = reading.isFollowUp && reading.filters.isEmpty && reading.order == nil
    return isNamed || isIdentified || isPlainFollowUp ? hit : nil
  }

  // MARK: Lists

  private var found: [String] {
    guard lookup.result.overview.isEmpty else { return overview }
    guard reading.order != nil, lookup.hits.count > 1 else {
      return [block(phrases.opening(opening), lines(lookup.hits))]
    }
    let lines = lines(lookup.hits)
    let leading = leadingCount
    let first = block(phrases.opening(opening), Array(lines.prefix(leading)))
    guard leading < lines.count, reading.order != .series else {
      return [block(phrases.opening(opening), lines)]
    }
    return [first, block(phrases.afterThat, Array(lines.dropFirst(leading)))]
  }

  /// What there is altogether, then some of it.
  private var overview: [String] {
    let counts = lookup.result.overview.map { "\(plainLine($0.value)) (\($0.records))" }
    let listed = block(phrases.opening(opening), lines(lookup.hits))
    guard let field = lookup.result.overview.first?.field else { return [listed] }
    return [listed, FieldText(phrases: phrases).line(field, counts.joined(separator: ", "))]
  }

  /// How many records share the first place in the order asked for.
  private var leadingCount: Int {
    guard let first = lookup.hits.first?.record else { return 0 }
    return lookup.hits.prefix { hit in
      switch reading.order {
      case .cheapest, .dearest: hit.record.currentPrice == first.currentPrice
      case .newest, .oldest: hit.record[.published] == first[.published]
      case .series, nil: true
      }
    }.count
  }

  /// What stands nearest when filters left nothing.
  private var nearest: [String] {
    let sentences = ReadingSentence(reading, phrases: phrases)
    let constraints = reading.emptied.map { filter in
      ReadingSentence.narrowing(filter, for: [], amounts: phrases.amounts)
        .map(phrases.narrowing) ?? phrases.with(sentences.constraint(filter))
    }
    let nothing = phrases.nothing(constraints)
    guard !lookup.nearest.isEmpty else {
      return [nothing] + ClerkService(context, phrases).offer
    }
    let opening = ClerkOpening(
      noun: noun, total: max(lookup.result.totalNearest, lookup.nearest.count),
      shown: lookup.nearest.count, order: nil, narrowings: [])
    let without = phrases.withoutLimits(constraints.count, opening)
    return [block("\(nothing) \(without)", lines(lookup.nearest))]
  }

  /// What resembles the named record, without that record itself.
  private var similar: [String] {
    let others = lookup.hits.filter { !reading.named.contains($0.record.reference) }
    return [
      block(phrases.similar(to: namedTitle), lines(others.isEmpty ? lookup.hits : others))
    ]
  }

  private var compared: [String] {
    let named = lookup.hits.filter { reading.named.contains($0.record.reference) }
    let compared = named.count > 1 ? named : lookup.hits
    guard compared.count > 1 else {
      return [block(phrases.onlyOneToCompare, lines(compared))]
    }
    return Comparison(compared, phrases: phrases).paragraphs
  }

  // MARK: Pieces

  private var noun: ClerkNoun { ClerkNoun(lookup.result.collection) }

  private var opening: ClerkOpening {
    ClerkOpening(
      noun: noun, total: max(lookup.result.total, lookup.result.hits.count),
      shown: lookup.hits.count, order: reading.order,
      narrowings: reading.filters.compactMap {
        ReadingSentence.narrowing($0, for: lookup.hits, amounts: phrases.amounts)
      })
  }

  private var readAs: [String] {
    ReadingSentence(reading, phrases: phrases).text.map { [$0] } ?? []
  }

  /// The title of the record that the request names, from the records found or cited before; else
  /// as the customer wrote it.
  private var namedTitle: String? {
    let records = lookup.result.hits.map(\.record.source)
    let sources = records + context.history.flatMap(\.sources)
    return reading.named.lazy.compactMap { named in
      sources.first { $0.reference == named }.map { plainLine($0.title) }
    }.first ?? writtenTitle
  }

  private var writtenTitle: String? {
    let title = plainLine(reading.terms.joined(separator: " "))
    return reading.named.isEmpty || title.isEmpty ? author : title
  }

  /// The author whose books are the model, when no title is.
  private var author: String? {
    guard let filter = reading.filters.first(where: isModel),
      case .isOneOf(let names) = filter.test, names.count == 1
    else { return nil }
    return names.first.map(plainLine)
  }

  private func isModel(_ filter: FieldFilter) -> Bool {
    reading.named.isEmpty && filter.field == .authors
  }

  private func lines(_ records: [CitedRecord]) -> [String] {
    RecordLine(records, reading: reading, phrases: phrases).lines
  }

  private func block(_ opening: String, _ lines: [String]) -> String {
    ([opening] + lines).joined(separator: "\n")
  }
}
