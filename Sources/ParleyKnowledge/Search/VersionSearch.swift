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
  }

  let tables: VersionTables
  let reader: QueryReader
  let version: String
  /// At most this many records are read for ``SearchResult/hits`` and ``SearchResult/nearest``.
  let limit: Int

  var catalog: FacetCatalog { reader.catalog }

  func search(_ text: String, history: [ChatMessage]) throws -> SearchResult {
    let plan = reader.plan(text)
    if let followUp = plan.followUp {
      let chat = ChatContext(history, without: text, collection: tables.collection)
      if let result = try follow(followUp, plan, chat) { return result }
      // Nothing was shown: a constraint alone can still be searched, "the second one" cannot.
      guard followUp == .refined else { return try result(of: Found(), plan, isFollowUp: true) }
    }
    return try settled(plan)
  }

  /// The result for a plan that needs no chat; reads it more loosely when nothing fits.
  func settled(_ plan: QueryPlan, isFollowUp: Bool = false) throws -> SearchResult {
    let found = try found(for: plan)
    if found.numbers.isEmpty, plan.intent == .find, plan.foreignWords == 0,
      !plan.terms.isEmpty || plan.hasSeveralSubjects
    {
      let loose = plan.withSubjectsAsTerms
      if loose != plan {
        let other = try self.found(for: loose)
        if !other.numbers.isEmpty { return try result(of: other, loose, isFollowUp: isFollowUp) }
      }
    }
    return try result(of: found, plan, isFollowUp: isFollowUp)
  }

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
    let sets = try FilterSets(
      plan.filters.map(\.filter), in: tables, currency: catalog.currency)
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
      let matcher = TextMatcher(tables: tables, catalog: catalog)
      guard found.coverage >= matcher.threshold(for: plan) else { return Found() }
    }
    try narrow(base, plan, sets, &found)
    return found
  }

  private func matchText(
    _ plan: QueryPlan, _ sets: FilterSets, _ found: inout Found
  ) throws -> [Int64] {
    let counts = plan.filters.indices.filter { !plan.filters[$0].stems.isEmpty }
      .map { sets.count(of: $0) }
    let matcher = TextMatcher(tables: tables, catalog: catalog)
    var matches = try matcher.matches(
      plan, filterCounts: counts, subject: sets.subject)
    for number in plan.named.flatMap(\.numbers) where matches.coverage[number] != nil {
      matches.score[number, default: 0] += 1
    }
    if plan.order != nil {
      // "the cheapest tote": only what really is one may be the cheapest.
      let best = matches.coverage.values.max() ?? 0
      matches.coverage = matches.coverage.filter { $0.value >= best * 0.95 }
    }
    try prefersTitles(like: plan.words, &matches)
    found.scores = matches.score
    let passing = sets.records()
    found.coverage =
      matches.coverage.filter { passing?.contains($0.key) ?? true }.values.max()
      ?? matches.coverage.values.max() ?? 0
    return matches.coverage.keys.sorted {
      let left = matches.score[$0] ?? 0
      let right = matches.score[$1] ?? 0
      return left == right ? $0 < $1 : left > right
    }
  }

  /// Among the best, the title (of a passage: its heading) that the request repeats comes first.
  private func prefersTitles(like words: Set<String>, _ matches: inout TextMatcher.Matches) throws {
    let best = matches.score.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
    for (number, _) in best.prefix(Self.mostReranked) {
      let heading = try reader.analyzer.tokens(tables.heading(of: number))
      let content = heading.filter {
        reader.lexicon.length(of: .function, at: 0, in: [$0.surface]) == 0
      }
      let share = share(of: heading, in: words) + share(of: content, in: words)
      matches.score[number, default: 0] += Self.titleWeight * share
    }
  }

  private func share(of title: [TextAnalyzer.Token], in words: Set<String>) -> Double {
    let stems = Set(title.map(\.stem))
    return stems.isEmpty ? 0 : Double(stems.intersection(words).count) / Double(stems.count)
  }

  private static let mostReranked = 50
  private static let titleWeight = 0.5

  /// How much of a request without words to search its filters account for.
  private func shareOfFilters(_ plan: QueryPlan, _ sets: FilterSets) -> Double {
    let matcher = TextMatcher(tables: tables, catalog: catalog)
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
        for: base.map { Set($0) }, keepsSubjects: !plan.terms.isEmpty || plan.hasSeveralSubjects)
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
    return SearchResult(
      collection: reader.collection, version: version, reading: reading,
      hits: try hits(found.numbers, found.scores), total: found.numbers.count,
      coverage: found.numbers.isEmpty && found.nearest.isEmpty ? 0 : min(found.coverage, 1),
      nearest: try hits(found.nearest, found.scores), totalNearest: found.nearest.count)
  }

  /// Reads the best records. Without scores of their own they count down from 1.
  private func hits(_ numbers: [Int64], _ scores: [Int64: Double]) throws -> [SearchHit] {
    let best = numbers.prefix(max(0, limit))
    return try best.enumerated().compactMap { place, number in
      try tables.record(number).map {
        SearchHit(record: $0, score: scores[number] ?? 1 / Double(place + 1))
      }
    }
  }
}
