import ParleyDomain
import ParleyPlugin

/// One request, searched in one version of a collection.
struct VersionSearch {
  /// Records in order, before they are read.
  struct Found {
    var numbers: [Int64] = []
    var scores: [Int64: Double] = [:]
    var coverage = 0.0
    /// Filters that left nothing, and what remains without them.
    var emptied: [FieldFilter] = []
    var nearest: [Int64] = []
    /// The ranking behind the records that fit.
    var weaker: [Int64] = []
  }

  let tables: VersionTables
  let reader: QueryReader
  let index: IndexReader
  let weights: FieldWeights
  let version: String
  /// At most this many records are read for ``SearchResult/hits`` and ``SearchResult/nearest``.
  let limit: Int
  /// Whether the ranking goes on behind the records that fit.
  var includesWeaker = false
  private let lastRanker = LastRanker()

  init(
    tables: VersionTables, reader: QueryReader, index: IndexReader, weights: FieldWeights,
    version: String, limit: Int, includesWeaker: Bool = false
  ) {
    self.tables = tables
    self.reader = reader
    self.index = index
    self.weights = weights
    self.version = version
    self.limit = limit
    self.includesWeaker = includesWeaker
  }

  var catalog: FacetCatalog { reader.catalog }

  func search(_ text: String, history: [ChatMessage]) throws -> SearchResult {
    let plan = reader.plan(text)
    if let followUp = plan.followUp {
      let chat = ChatContext(history, without: text, collection: tables.collection)
      if let result = try follow(followUp, plan, chat) { return result }
      // Nothing was shown: a constraint alone can still be searched, "the second one" cannot.
      guard
        followUp == .refined || followUp == .elaborated
          || (plan.ordersEverything && !tables.isDocuments)
      else {
        let nothing = try result(of: Found(), plan, isFollowUp: true)
        return try searchedInParts(text, whole: nothing) ?? nothing
      }
    }
    let whole = try settled(plan)
    return try searchedInParts(text, whole: whole) ?? whole
  }

  /// The result for a plan that needs no chat; reads it more loosely when nothing fits.
  func settled(_ plan: QueryPlan, isFollowUp: Bool = false) throws -> SearchResult {
    var plan = plan
    var found = try found(for: plan)
    if found.numbers.isEmpty, plan.intent == .find, plan.foreignWords == 0,
      !plan.terms.isEmpty || plan.hasSeveralSubjects
    {
      let loose = plan.withSubjectsAsTerms
      if loose != plan {
        let other = try self.found(for: loose)
        if !other.numbers.isEmpty { (found, plan) = (other, loose) }
      }
    }
    if let plain = plan.withNamesAsTerms, try isBetter(plain, than: found, for: plan) {
      let other = try self.found(for: plain)
      if !other.numbers.isEmpty {
        (found, plan) = (other, plain)
      } else if try promoteBetter(&found, plain) {
        plan = plain
      }
    }
    try promoteBetter(&found, plan)
    return try result(of: found, plan, isFollowUp: isFollowUp)
  }

  /// What fits better than what fits, fits: a name mistyped beyond what counts as an answer by itself
  /// comes before records that have fewer of the words.
  ///
  /// Returns whether there was any.
  @discardableResult
  private func promoteBetter(_ found: inout Found, _ plan: QueryPlan) throws -> Bool {
    guard plan.intent == .find, plan.filters.isEmpty, plan.order == nil, plan.isAboutWords,
      !plan.isPlainQuestion, plan.foreignWords == 0, !tables.isDocuments, !found.numbers.isEmpty
    else { return false }
    let ranker = try ranker(for: plan)
    let fitting = RecordSet(found.numbers)
    let ranked = try ranker.best { _ in true }
    guard let best = ranked.first, !fitting.contains(best.record),
      best.features[.nameCoverage] >= Self.leastName
    else { return false }
    let own = ranked.first { fitting.contains($0.record) }
    let name = max(own?.features[.nameCoverage] ?? 0, best.features[.nameCoverage] - 0.05)
    let better = ranked.prefix { $0.record != own?.record }.filter {
      $0.features[.nameCoverage] > name && $0.score > (own?.score ?? 0) + Self.marginOfDoubt
    }
    for record in better {
      found.scores[Int64(record.record)] = Double(record.score) + Double(Self.coverageWeight)
    }
    found.numbers = better.map { Int64($0.record) } + found.numbers
    return !better.isEmpty
  }

  /// Whether some record's name has more of the request's words than the best that the plan finds:
  /// then words were taken for a person or a series that are part of a title.
  private func isBetter(
    _ plain: QueryPlan, than found: Found, for plan: QueryPlan
  ) throws -> Bool {
    let ranker = try ranker(for: plan)
    guard plan.intent == .find || plan.series?.number != nil, plan.foreignWords == 0 else {
      return false
    }
    guard let best = try ranker.best(where: { _ in true }).first else { return false }
    let fitting = Set(found.numbers)
    guard !fitting.contains(Int64(best.record)) else { return false }
    guard let own = try ranker.best(where: { fitting.contains(Int64($0)) }).first else {
      return found.numbers.isEmpty && best.features[.nameCoverage] > Self.leastName
    }
    return best.features[.nameCoverage] > own.features[.nameCoverage] + 0.05
      && best.score > own.score + Self.marginOfDoubt
  }

  private static let leastName: Float = 0.6
  private static let marginOfDoubt: Float = 0.2

  /// The records for a plan that needs no chat.
  func found(for plan: QueryPlan) throws -> Found {
    switch plan.intent {
    case .compare: try compared(plan)
    case .similar: try similar(plan)
    case .nextInSeries: try nextInSeries(plan)
    case .find: try find(plan)
    }
  }

  // MARK: Find

  /// Records that fit, within those given.
  func find(_ plan: QueryPlan, within given: [Int64]? = nil) throws -> Found {
    let sets = try FilterSets(plan.filters, in: tables, index, currency: catalog.currency)
    var found = Found(coverage: 1)
    var base: [Int64]?
    if let given {
      base = given
    } else if !plan.identified.isEmpty {
      base = plan.identified
    } else if plan.isAboutWords {
      base = try matchText(plan, sets, &found)
    } else if !plan.named.isEmpty {
      base = distinct(plan.named.flatMap(\.numbers))
    } else {
      guard !plan.filters.isEmpty || plan.isForAll || plan.order != nil else { return Found() }
      // "What is love?" asks about love, not for books about it.
      if plan.isPlainQuestion, !tables.isGoods { return Found() }
      found.coverage = shareOfFilters(plan, sets)
      guard found.coverage >= matcher.threshold(for: plan) else { return Found() }
    }
    try narrow(base, plan, sets, &found)
    if plan.asksForOverview { found.numbers = try variedFirst(found.numbers) }
    if given == nil, !plan.isAboutWords, plan.order == nil, plan.identified.isEmpty {
      found.numbers = try titledFirst(found.numbers, plan)
    }
    return found
  }

  /// What is called as the request says comes first; other records stay in their order.
  private func titledFirst(_ numbers: [Int64], _ plan: QueryPlan) throws -> [Int64] {
    guard numbers.count > 1 else { return numbers }
    let wanted = RecordSet(numbers)
    let ranker = try ranker(for: plan)
    let namesPerson =
      plan.wording.words.count < 4 && plan.filters.contains { $0.filter.field == .authors }
    let called = try ranker.best { wanted.contains($0) }
      .filter {
        $0.features[.wordsInTitle] > 0 || $0.features[.titleCoverage] >= 0.99
          // "one loftis": beside a name any word may be of a title, whatever else it means.
          || (namesPerson && $0.features[.titleCoverage] > 0)
      }
      .map { Int64($0.record) }
    return called.isEmpty ? numbers : distinct(called + numbers)
  }

  private func matchText(
    _ plan: QueryPlan, _ sets: FilterSets, _ found: inout Found
  ) throws -> [Int64] {
    let counts = plan.filters.indices.filter { !plan.filters[$0].stems.isEmpty }
      .map { sets.count(of: $0) }
    let ranker = try ranker(for: plan)
    var matches = try matcher.matches(
      plan, ranker, filterCounts: counts, subject: sets.subject)
    if plan.order != nil {
      // "the cheapest tote": only what really is one may be the cheapest.
      matches.keep(from: (matches.best() ?? 0) * 0.95)
    }
    let passing = sets.records()
    found.coverage = Double(
      matches.best { passing?.contains($0) ?? true } ?? matches.best() ?? 0)
    return try ranked(matches, plan, ranker, &found)
  }

  /// The records that fit, in the order of their scores.
  private func ranked(
    _ matches: TextMatcher.Matches, _ plan: QueryPlan, _ ranker: RecordRanker, _ found: inout Found
  ) throws -> [Int64] {
    var fits = [Bool](repeating: false, count: index.recordCount + 1)
    var scores = [Float](repeating: 0, count: index.recordCount + 1)
    for record in matches.records {
      fits[record] = true
      scores[record] = Self.coverageWeight * matches.coverage[record] + ranker.relevance(of: record)
    }
    for ranked in try ranker.best(where: { fits[$0] }) {
      scores[ranked.record] =
        Self.coverageWeight * matches.coverage[ranked.record] + ranked.score
    }
    for number in plan.named.flatMap(\.numbers) where fits.indices.contains(Int(number)) {
      scores[Int(number)] += 1
    }
    let order = matches.records.sorted {
      scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1]
    }
    for record in order.prefix(max(limit, Self.mostScored)) {
      found.scores[Int64(record)] = Double(scores[record])
    }
    return order.map { Int64($0) }
  }

  /// The ranking of a plan's words, which its readings share.
  func ranker(for plan: QueryPlan) throws -> RecordRanker {
    if let last = lastRanker.ranker, last.wording == plan.wording { return last }
    let ranker = try RecordRanker(
      plan.wording, in: index, weights: weights, units: reader.units)
    lastRanker.ranker = ranker
    return ranker
  }

  private var matcher: TextMatcher {
    TextMatcher(
      index: index, catalog: catalog, isDocuments: tables.isDocuments, isGoods: tables.isGoods)
  }

  private static let coverageWeight: Float = 1
  private static let mostScored = 100

  /// How much of a request without words to search its filters account for.
  private func shareOfFilters(_ plan: QueryPlan, _ sets: FilterSets) -> Double {
    let met = plan.filters.indices.filter { !plan.filters[$0].stems.isEmpty }
      .reduce(0.0) { $0 + matcher.weight(sets.count(of: $1)) }
    let foreign = Double(plan.foreignWords) * matcher.weight(0)
    return foreign == 0 ? 1 : met / (met + foreign)
  }

  /// Applies the filters and the order; looks for the nearest when nothing is left.
  private func narrow(
    _ base: [Int64]?, _ plan: QueryPlan, _ sets: FilterSets, _ found: inout Found
  ) throws {
    let passing = sets.records()
    let candidates = try base ?? passing?.sorted() ?? tables.allRecords()
    found.numbers = try ordered(candidates.filter { passing?.contains($0) ?? true }, plan.order)
    // Nothing is near to a question that the collection does not answer.
    guard found.numbers.isEmpty, !plan.filters.isEmpty, plan.foreignWords == 0,
      let aside = sets.fewestToSetAside(
        for: base.map { RecordSet($0) },
        keepsSubjects: !plan.terms.isEmpty || plan.hasSeveralSubjects)
    else { return }
    found.emptied = aside.sorted().map { plan.filters[$0].filter }
    let remaining = sets.records(settingAside: aside)
    let nearest = try base ?? remaining?.sorted() ?? tables.allRecords()
    found.nearest = try byDistance(
      ordered(nearest.filter { remaining?.contains($0) ?? true }, plan.order), found.emptied)
  }

  /// Sorted as asked; records without the field last, equal ones as they were.
  func ordered(_ numbers: [Int64], _ order: QueryReading.Order?) throws -> [Int64] {
    guard let order else { return numbers }
    let field: FieldName =
      switch order {
      case .cheapest, .dearest: .price
      case .newest, .oldest: .published
      case .series: .seriesNumber
      }
    let values = try tables.numbers(of: field)
    let descends = order == .dearest || order == .newest
    return sorted(numbers) { values[$0].map { descends ? -$0 : $0 } }
  }

  /// The nearest to the limits that were set aside first.
  private func byDistance(_ numbers: [Int64], _ emptied: [FieldFilter]) throws -> [Int64] {
    for filter in emptied {
      guard case .within(let least, let most) = filter.test else { continue }
      let values = try tables.numbers(of: filter.field)
      return sorted(numbers) { number in
        values[number].map { value in
          max((least?.amount ?? value) - value, value - (most?.amount ?? value), 0)
        }
      }
    }
    return numbers
  }

  private func sorted(_ numbers: [Int64], by key: (Int64) -> Double?) -> [Int64] {
    numbers.enumerated().map { (offset: $0.offset, number: $0.element, key: key($0.element)) }
      .sorted { left, right in
        switch (left.key, right.key) {
        case (let a?, let b?): a == b ? left.offset < right.offset : a < b
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): left.offset < right.offset
        }
      }.map(\.number)
  }

  func distinct(_ numbers: [Int64]) -> [Int64] {
    var seen: Set<Int64> = []
    return numbers.filter { seen.insert($0).inserted }
  }

  // MARK: Result

  func result(
    of found: Found, _ plan: QueryPlan, isFollowUp: Bool = false, named: [Int64] = []
  ) throws -> SearchResult {
    let numbers = plan.identified + plan.named.compactMap(\.numbers.first) + named
    let references = try numbers.compactMap {
      try tables.reference(of: $0)
    }
    let sides = try plan.sides.compactMap { side -> RecordReference? in
      guard case .named(let named) = side, let number = named.numbers.first else { return nil }
      return try tables.reference(of: number)
    }
    let reading = QueryReading(
      intent: plan.intent, order: plan.order, filters: plan.filters.map(\.filter),
      emptied: found.emptied, terms: plan.resembled.map { [$0] } ?? plan.searched.map(\.text),
      named: references + sides,
      isFollowUp: isFollowUp)
    var found = found
    if includesWeaker { try addWeaker(to: &found, plan) }
    let (hits, grouped) = try hits(found.numbers, found.scores)
    let (nearest, groupedNearest) = try self.hits(found.nearest, found.scores)
    return SearchResult(
      collection: reader.collection, version: version, reading: reading,
      hits: hits, total: found.numbers.count - grouped,
      coverage: found.numbers.isEmpty && found.nearest.isEmpty ? 0 : min(found.coverage, 1),
      nearest: nearest, totalNearest: found.nearest.count - groupedNearest,
      weaker: try self.hits(found.weaker, found.scores).hits,
      overview: plan.asksForOverview ? catalog.overview : [])
  }

  /// Goes on with the ranking where the records that fit end.
  private func addWeaker(to found: inout Found, _ plan: QueryPlan) throws {
    let presented = Set(found.numbers.isEmpty ? found.nearest : found.numbers)
    guard presented.count < limit else { return }
    let ranker = try ranker(for: plan)
    let rest = try ranker.best { !presented.contains(Int64($0)) }.prefix(limit - presented.count)
    for ranked in rest { found.scores[Int64(ranked.record)] = Double(ranked.score) }
    found.weaker = rest.map { Int64($0.record) }
  }

  /// Reads the best records, of several variants of a product one. Without scores of their own they
  /// count down from 1.
  private func hits(
    _ numbers: [Int64], _ scores: [Int64: Double]
  ) throws -> (hits: [SearchHit], grouped: Int) {
    var groups = VariantGroups(limit: max(0, limit))
    for (place, number) in numbers.prefix(max(limit, VariantGroups.mostRead)).enumerated() {
      guard !groups.isFull else { break }
      guard let record = try tables.record(number) else { continue }
      groups.add(SearchHit(record: record, score: scores[number] ?? 1 / Double(place + 1)))
    }
    return (groups.hits, groups.grouped)
  }
}

/// Keeps what one search has ranked already.
private final class LastRanker {
  var ranker: RecordRanker?
}
