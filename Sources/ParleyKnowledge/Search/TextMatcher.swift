import ParleyPlugin

#if canImport(Glibc)
  import Glibc
#endif

/// Finds the records that account for enough of a request's words.
///
/// A first form: each word's postings are read from the index, and a record's coverage is the share
/// of the request, weighted by rarity, that its title, people and labels account for.
struct TextMatcher {
  /// What was found for the words.
  struct Matches {
    /// How much of the request each record accounts for, 0 to 1; only records that fit.
    var coverage: [Int64: Double] = [:]
    /// Higher is better.
    var score: [Int64: Double] = [:]
  }

  /// Below this share a match is no match.
  static let threshold = 0.49
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
  /// The rarest words of a request; more say nothing new and cost time.
  static let mostTerms = 24

  let tables: VersionTables
  let catalog: FacetCatalog

  /// - Parameters:
  ///   - filterCounts: How many records each filter on text values lets through.
  ///   - subject: The records that are what the request is about, when filters tell.
  func matches(
    _ plan: QueryPlan, filterCounts: [Int], subject: Set<Int64>?
  ) throws -> Matches {
    let postings = try rarest(plan.terms).map { try Posting($0, self) }
    let decisive = plan.terms.contains { !$0.isOptional }
    let counted = postings.filter { !$0.term.isOptional || !decisive }
    let met = filterCounts.reduce(0) { $0 + weight($1) }
    let ignored = plan.terms.count - postings.count + plan.foreignWords
    let all = counted.reduce(met + Double(ignored) * weight(0)) { $0 + $1.weight }
    guard all > 0 else { return Matches() }

    // What is right by its category or person fits already; other words only say which first.
    var coverage: [Int64: Double] = [:]
    for number in subject ?? [] { coverage[number] = met / all }
    for (number, covered) in self.covered(counted) where subject?.contains(number) ?? true {
      coverage[number] = (met + covered) / all
    }
    if tables.isGoods, subject == nil, counted.count > 1 || plan.isPlainQuestion {
      coverage = try namedBy(counted, coverage)
    }
    for posting in postings where posting.term.isRequired {
      coverage = coverage.filter { posting.head.contains($0.key) }
    }
    return try scored(coverage, plan, postings)
  }

  /// Those that are called by one of the words, or whose text has all of them.
  ///
  /// Labels alone do not say what a thing is: socks for the washing machine are no washing machine.
  private func namedBy(
    _ postings: [Posting], _ coverage: [Int64: Double]
  ) throws -> [Int64: Double] {
    let named = Set(try tables.records(withAny: postings.flatMap(\.term.stems), in: .name))
    return coverage.filter { number, _ in
      named.contains(number)
        || (postings.count > 2 && postings.allSatisfy { $0.body.contains(number) })
    }
  }

  /// The weight of the words that each record has.
  private func covered(_ postings: [Posting]) -> [Int64: Double] {
    var covered: [Int64: Double] = [:]
    var bodies: [Int64: Int] = [:]
    for posting in postings {
      for number in posting.body {
        covered[number, default: 0] += posting.weight * Self.bodyShare
        bodies[number, default: 0] += 1
      }
      for number in posting.head {
        let isCounted = posting.body.contains(number)
        covered[number, default: 0] += posting.weight * (isCounted ? 1 - Self.bodyShare : 1)
      }
    }
    // A passage is about what its text says; a description mentions many things in passing.
    guard postings.count >= (tables.isDocuments ? 2 : 3) else { return covered }
    let total = postings.reduce(0) { $0 + $1.weight }
    for (number, count) in bodies where count == postings.count { covered[number] = total }
    return covered
  }

  /// Keeps the records that fit, and says how well.
  private func scored(
    _ coverage: [Int64: Double], _ plan: QueryPlan, _ postings: [Posting]
  ) throws -> Matches {
    let best = coverage.values.max() ?? 0
    let least = max(threshold(for: plan), best * Self.shareOfBest)
    var matches = Matches()
    matches.coverage = coverage.filter { $0.value >= least }
    guard !matches.coverage.isEmpty else { return matches }
    let own = postings.compactMap(\.term.stems.first) + plan.filters.flatMap(\.stems)
    let relevance = try relevance(of: own)
    let synonyms = postings.flatMap { $0.term.stems.dropFirst() }
    let remote = synonyms.isEmpty ? [:] : try self.relevance(of: own + synonyms)
    for (number, share) in matches.coverage {
      let near = relevance[number] ?? 0
      let far = remote[number] ?? 0
      matches.score[number] = 2 * share + (synonyms.isEmpty ? near : (2 * near + far) / 3)
    }
    return matches
  }

  /// bm25 as a share of the best.
  private func relevance(of stems: [String]) throws -> [Int64: Double] {
    let relevance = try tables.relevance(of: stems)
    let highest = max(relevance.values.max() ?? 1, .leastNonzeroMagnitude)
    return relevance.mapValues { $0 / highest }
  }

  func threshold(for plan: QueryPlan) -> Double {
    if plan.isPlainQuestion, !tables.isDocuments {
      // Goods are things: who names their category means them. Books are about everything.
      let namesThing = tables.isGoods && plan.filters.contains { $0.filter.field == .category }
      return namesThing ? Self.thresholdWithSubject : Self.thresholdOfQuestion
    }
    if plan.isLoose { return Self.thresholdOfLooseReading }
    return plan.filters.contains { Self.strongFields.contains($0.filter.field) }
      ? Self.thresholdWithSubject : Self.threshold
  }

  /// How much a word says that so many records have: the rarer, the more (as BM25's idf, damped so
  /// that one unknown word does not outweigh all others).
  func weight(_ records: Int) -> Double {
    log(2 + Double(catalog.recordCount) / (Double(records) + 1)).squareRoot()
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

  /// The records that have a word.
  private struct Posting {
    let term: QueryPlan.Term
    let head: Set<Int64>
    let body: Set<Int64>
    let weight: Double

    init(_ term: QueryPlan.Term, _ matcher: TextMatcher) throws {
      self.term = term
      head = Set(try matcher.tables.records(withAny: term.stems, in: .head))
      body = Set(try matcher.tables.records(withAny: term.stems, in: .body))
      weight = matcher.weight(head.union(body).count) * (term.isPurpose ? 0.5 : 1)
    }
  }
}
