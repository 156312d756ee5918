import ParleyPlugin

/// Requests that vary the one before in words of their own: "and for kids?", "is there one in glass?",
/// "anything else by the same author?".
extension VersionSearch {
  /// What has the new words and anything of the request before, or is of a kind with what was shown;
  /// `nil` when nothing is both: then the customer has turned to something else.
  func elaborated(
    _ plan: QueryPlan, _ earlier: QueryPlan, _ shown: [Int64]
  ) throws -> SearchResult? {
    guard let varied = try varied(plan),
      var candidates = try akin(to: earlier, shown)
    else { return nil }
    candidates.formIntersection(varied.records)
    if let price = try limits(of: earlier, and: plan), !price.isDisjoint(with: candidates) {
      candidates.formIntersection(price)
    }
    guard !candidates.isEmpty else { return nil }
    let whole = merged(earlier, with: plan, addsTerms: true)
    let ranker = try ranker(for: whole)
    var scores: [Int64: Double] = [:]
    for number in candidates.sorted() {
      let score = try ranker.ranked(Int(number)).score
      scores[number] = Double(score) + Double(varied.words[Int(number)] ?? 0)
    }
    let order = scores.keys.sorted {
      let (left, right) = (scores[$0] ?? 0, scores[$1] ?? 0)
      return left == right ? $0 < $1 : left > right
    }
    var reading = whole
    reading.filters = plan.filters
    return try result(
      of: Found(numbers: ordered(order, plan.order), scores: scores, coverage: 1), reading,
      isFollowUp: true)
  }

  /// The records with a new word in title, people or labels, or else in the text; and how many.
  private func varied(_ plan: QueryPlan) throws -> (records: RecordSet, words: [Int: Int])? {
    let passing = try FilterSets(plan.filters, in: tables, index, currency: catalog.currency)
      .records()
    let terms = plan.searched.prefix(Self.mostNewWords)
    guard !terms.isEmpty else { return passing.map { ($0, [:]) } }
    var words: [Int: Int] = [:]
    for term in terms {
      var named = RecordSet()
      var mentioned = RecordSet()
      for stem in Set(term.stems.compactMap(catalog.words.stems.number)) {
        try index.postings(of: stem).visit { record, counts in
          if counts.isInHead {
            named.insert(Int64(record))
          } else {
            mentioned.insert(Int64(record))
          }
        }
      }
      (named.isEmpty ? mentioned : named).visit { words[$0, default: 0] += 1 }
    }
    var records = RecordSet(words.keys.map { Int64($0) })
    if let passing { records.formIntersection(passing) }
    return records.isEmpty ? nil : (records, words)
  }

  /// What has any decisive word of the earlier request where it counts, passes what it is about, or
  /// shares a category with a record shown.
  private func akin(to earlier: QueryPlan, _ shown: [Int64]) throws -> RecordSet? {
    var akin = RecordSet()
    for term in earlier.searched.prefix(Self.mostNewWords) where !term.isPurpose {
      for stem in Set(term.stems.compactMap(catalog.words.stems.number)) {
        try index.postings(of: stem).visit { record, counts in
          if counts.isInHead { akin.insert(Int64(record)) }
        }
      }
    }
    let subjects = earlier.filters.filter { QueryPlan.looseFields.contains($0.filter.field) }
    if let records = try FilterSets(subjects, in: tables, index, currency: nil).records() {
      akin.formUnion(records)
    }
    for number in shown.prefix(Self.mostShown) {
      let categories = try tables.values(of: number, in: [.category]).map(\.1)
      akin.formUnion(try tables.records(where: .category, isOneOf: categories))
    }
    return akin.isEmpty ? nil : akin
  }

  /// What is within the prices and other numbers of the earlier request that the later one leaves.
  private func limits(of earlier: QueryPlan, and later: QueryPlan) throws -> RecordSet? {
    let fields = Set(later.filters.map(\.filter.field))
    let kept = earlier.filters.filter {
      if case .isOneOf = $0.filter.test { return false }
      return !fields.contains($0.filter.field)
    }
    return try FilterSets(kept, in: tables, index, currency: catalog.currency).records()
  }

  private static let mostNewWords = 12
  private static let mostShown = 5

  // MARK: The same author

  /// Other records by the people, or of the brand, of a record that was shown.
  func bySameMaker(as number: Int64, _ plan: QueryPlan) throws -> SearchResult {
    let values = try tables.values(of: number, in: [.authors, .brand])
    let field = values.contains { $0.0 == .authors } ? FieldName.authors : .brand
    let makers = values.filter { $0.0 == field }.map(\.1)
    guard !makers.isEmpty else { return try result(of: Found(), plan, isFollowUp: true) }
    var others = QueryPlan(order: plan.order, filters: plan.filters)
    others.filters.removeAll { $0.filter.field == field }
    others.filters.append(
      QueryPlan.Filter(
        filter: FieldFilter(field: field, test: .isOneOf(makers), words: plan.text)))
    let records = try tables.records(where: field, isOneOf: makers).sorted()
    let found = try find(others, within: records.filter { $0 != number })
    return try result(of: found, others, isFollowUp: true)
  }
}
