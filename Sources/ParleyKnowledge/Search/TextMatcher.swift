import ParleyPlugin

#if canImport(Glibc)
  import Glibc
#endif

/// Finds the records that account for enough of a request's words to count as an answer.
///
/// A record's coverage is the share of the request, weighted by rarity, that its title, people and
/// labels account for, and in part its body.
struct TextMatcher {
  /// What was found for the words.
  struct Matches {
    /// The records that fit, in no order.
    var records: [Int] = []
    /// How much of the request each record accounts for, 0 to 1, by its number.
    var coverage: [Float] = []

    /// Takes away the records with less coverage.
    mutating func keep(from least: Float) {
      let coverage = coverage
      records.removeAll { coverage[$0] < least }
    }

    /// The highest coverage of a record.
    func best(where isWanted: (Int) -> Bool = { _ in true }) -> Float? {
      records.lazy.filter(isWanted).map { coverage[$0] }.max()
    }
  }

  /// Below this share a match is no match.
  static let threshold = 0.49
  /// Of goods, which are called by few words: one word that nothing has may stand beside one that
  /// few have.
  static let thresholdOfGoods = 0.42
  /// Where a category, a brand, a series or a person is met as well, other words decide less.
  static let thresholdWithSubject = 0.3
  /// A question in which nothing says that a record is wanted must be answered nearly whole.
  static let thresholdOfQuestion = 0.75
  /// Where no record has the subjects together, one word of two is not enough.
  static let thresholdOfLooseReading = 0.6
  private static let strongFields: Set<FieldName> = [.authors, .brand, .series, .category]
  /// A record that accounts for much less than the best one does not fit.
  static let shareOfBest = 0.6
  /// How much a word counts that stands in the body only.
  static let bodyShare = 0.4
  /// A description of so few words says what the thing is.
  static let shortBody: Float = 16
  /// The rarest words of a request; more say nothing new and cost time.
  static let mostTerms = 24

  let index: IndexReader
  let catalog: FacetCatalog
  let isDocuments: Bool
  let isGoods: Bool

  /// - Parameters:
  ///   - filterCounts: How many records each filter on text values lets through.
  ///   - subject: The records that are what the request is about, when filters tell.
  func matches(
    _ plan: QueryPlan, _ ranker: RecordRanker, filterCounts: [Int], subject: RecordSet?
  ) throws -> Matches {
    let terms = rarest(plan.terms)
    let decisive = plan.terms.contains { !$0.isOptional }
    let met = filterCounts.reduce(0) { $0 + weight($1) }
    let ignored = plan.terms.count - terms.count + plan.foreignWords
    var sheet = CoverageSheet(index)
    var all = met + Double(ignored) * weight(0)
    var counted = 0
    for term in terms where !term.isOptional || !decisive || term.isRequired {
      let isCounted = !term.isOptional || !decisive
      let records = try sheet.read(
        stems(for: term, ranker.words, plan), quantities(with: term, ranker))
      let share = term.isPurpose ? 0.5 : plan.wording.isPlain && records == 0 ? plainShare(term) : 1
      let weight = weight(records) * share
      sheet.add(weight: isCounted ? Float(weight) : 0, isRequired: term.isRequired)
      counted += isCounted ? 1 : 0
      all += isCounted ? weight : 0
    }
    guard all > 0 else { return Matches() }
    // A passage is about what its text says; a description mentions many things in passing.
    if counted >= (isDocuments ? 2 : 3) {
      sheet.creditWholeBodies()
    } else if counted == 2, !plan.isPlainQuestion {
      sheet.creditWholeBodies(ofAtMost: Self.shortBody)
    }

    let needsName = isGoods && subject == nil && (counted > 1 || plan.isPlainQuestion)
    var matches = Matches(coverage: Array(repeating: 0, count: index.recordCount + 1))
    let consider = { (record: Int) in
      guard !needsName || sheet.isNamed(record),
        sheet.hasRequired(record)
      else { return }
      matches.coverage[record] = (Float(met) + sheet.covered[record]) / Float(all)
      matches.records.append(record)
    }
    // What is right by its category or person fits already; other words only say which first.
    if let subject {
      subject.visit { if $0 <= index.recordCount { consider($0) } }
    } else {
      for record in sheet.touched { consider(Int(record)) }
    }
    let best = matches.best() ?? 0
    let least = max(Float(threshold(for: plan)), best * Float(Self.shareOfBest))
    matches.keep(from: least)
    return matches
  }

  /// The stems of a term; for a word that no record has, those that are surely meant by it.
  ///
  /// Ranking may guess; what counts as an answer must not ("Call me a taxi" asks for no tax). So a
  /// word must be long, begin alike and differ by one slip, or two when it is very long.
  private func stems(
    for term: QueryPlan.Term, _ words: [ExpandedWord], _ plan: QueryPlan
  ) -> [Int] {
    let own = term.stems.compactMap(catalog.words.stems.number)
    if plan.wording.isPlain, !term.isRequired,
      let word = words.first(where: { $0.word.stem == term.stems.first })
    {
      return own + word.alternatives.filter { $0.origin != .own }.flatMap(\.stems)
    }
    guard !term.isRequired, !plan.isPlainQuestion, !isDocuments,
      own.allSatisfy({ index.records(of: $0) == 0 }),
      let word = words.first(where: { $0.word.stem == term.stems.first })
    else { return own }
    let letters = word.word.surface.utf8.count
    return word.alternatives.filter { alternative in
      switch alternative.origin {
      case .spelling: letters >= (alternative.slips > 1 ? 9 : 6) && alternative.keepsFirstLetter
      case .split: letters >= 8
      case .own, .joined, .form, .alike: true
      case .synonym: isDocuments
      case .prefix: letters >= 6
      }
    }.flatMap(\.stems)
  }

  /// The quantities that the term is a word of: a record with one of them has the word.
  private func quantities(with term: QueryPlan.Term, _ ranker: RecordRanker) -> [ExpandedQuantity] {
    ranker.quantities.filter { quantity in
      quantity.places.contains { ranker.words[$0].word.stem == term.stems.first }
    }
  }

  func threshold(for plan: QueryPlan) -> Double {
    if plan.isPlainQuestion, !isDocuments {
      // Goods are things: who names their category means them. Books are about everything.
      let namesThing = isGoods && plan.filters.contains { $0.filter.field == .category }
      return namesThing ? Self.thresholdWithSubject : Self.thresholdOfQuestion
    }
    if plan.isLoose { return Self.thresholdOfLooseReading }
    return plan.filters.contains { Self.strongFields.contains($0.filter.field) }
      ? Self.thresholdWithSubject : isGoods ? Self.thresholdOfGoods : Self.threshold
  }

  /// How much a word says that so many records have: the rarer, the more (as BM25's idf, damped so
  /// that one unknown word does not outweigh all others).
  func weight(_ records: Int) -> Double {
    log(2 + Double(catalog.recordCount) / (Double(isGoods ? max(records, 1) : records) + 1))
      .squareRoot()
  }

  /// How much an unknown word counts in a language of which nothing is known: any may be a function
  /// word, and of the pairs of letters in scripts without spaces most are parts of some.
  private func plainShare(_ term: QueryPlan.Term) -> Double {
    term.text.unicodeScalars.contains(where: CharacterBigrams.isUnspaced) ? 0.1 : 0.3
  }

  private func rarest(_ terms: [QueryPlan.Term]) -> [QueryPlan.Term] {
    guard terms.count > Self.mostTerms else { return terms }
    let known = terms.filter { $0.isRequired || catalog.words[$0.stems.first ?? ""] != nil }
    return Array(
      known.sorted {
        let left = catalog.words[$0.stems.first ?? ""]?.records ?? 0
        let right = catalog.words[$1.stems.first ?? ""]?.records ?? 0
        return $0.isRequired == $1.isRequired ? left < right : $0.isRequired
      }.prefix(Self.mostTerms))
  }
}
