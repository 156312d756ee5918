import ParleyPlugin

/// A figure that nothing confirms.
struct Ungrounded: Sendable {
  var figure: Figure
  /// The record that is meant and what it says, when both are clear.
  var known: Known?

  struct Known: Sendable {
    var record: RecordFacts
    var value: KnownValue
  }
}

/// What a record says where the reply says something else.
enum KnownValue: Sendable, Hashable {
  case price(Money)
  case number(FigureNumber)
  case identifier(String)
}

/// Compares the figures of a reply with the evidence, sentence by sentence.
struct FigureCheck: Sendable {
  let evidence: Evidence
  let kinds: Set<FigureKind>

  /// The figures of a sentence that nothing confirms; ranges count from the sentence's beginning.
  ///
  /// - Parameter before: The reply up to the sentence.
  func ungrounded(in sentence: String, after before: String) -> [Ungrounded] {
    let tokens = Tokens(sentence)
    guard tokens.all.contains(where: { $0.kind == .number }) else { return [] }
    let anchors = Anchors(tokens, records: evidence.records)
    let figures = FigureScanner(
      tokens, kinds: kinds, titles: anchors.titleTokens,
      identifiers: Set(evidence.records.flatMap { $0.identifiers[.sku] ?? [] })
    ).figures
    guard !figures.isEmpty else { return [] }
    var ties = anchors.records(besides: figures)
    if anchors.all.isEmpty, let carried = carried(into: sentence, from: before) {
      ties = figures.map { _ in carried }
    }
    let words = SentenceWords(tokens, figures: figures)
    return zip(figures, ties).compactMap { figure, tied in
      let basis = Basis(
        evidence: evidence, tied: tied, words: words, before: before,
        mentioned: anchors.records.union(tied))
      guard !basis.confirms(figure) else { return nil }
      return Ungrounded(figure: figure, known: known(figure, tied: tied, words))
    }
  }

  /// The record of the list item that an indented line below it belongs to.
  private func carried(into sentence: String, from before: String) -> Set<Int>? {
    let indent = sentence.prefix { $0 == " " || $0 == "\t" }
    guard indent.count >= 2, let bullet = sentence.dropFirst(indent.count).first,
      "-*+•".contains(bullet)
    else { return nil }
    let lines = before.suffix(1000).split(separator: "\n").reversed()
    for line in lines {
      let depth = line.prefix { $0 == " " || $0 == "\t" }.count
      guard depth < indent.count else { continue }
      let records = Anchors(Tokens(String(line)), records: evidence.records).records
      return records.isEmpty ? nil : records
    }
    return nil
  }

  /// What the record says instead, when exactly one record and one of its fields can be meant.
  private func known(
    _ figure: Figure, tied: Set<Int>, _ words: SentenceWords
  ) -> Ungrounded.Known? {
    let candidates =
      tied.isEmpty
      ? evidence.records.filter { $0.index != nil && value(figure.kind, of: $0) != nil }
      : tied.sorted().map { evidence.records[$0] }
    guard candidates.count == 1, let record = candidates.first,
      figure.kind != .price || record.prices.count < 2 || !words.saysUsual,
      let value = value(figure.kind, of: record)
    else { return nil }
    return Ungrounded.Known(record: record, value: value)
  }

  private func value(_ kind: FigureKind, of record: RecordFacts) -> KnownValue? {
    switch kind {
    case .price: return record.prices.first.map(KnownValue.price)
    case .stock, .pages, .year: return record.counts[kind]?.first.map(KnownValue.number)
    case .isbn, .sku:
      return record.identifiers[kind]?.first.map(KnownValue.identifier)
    case .percent: return nil
    }
  }
}
