import ParleyPlugin

#if canImport(Glibc)
  import Glibc
#endif

/// Comparing, resembling, and going on in a series.
extension VersionSearch {
  /// The records of each side, in the order written.
  func compared(_ plan: QueryPlan) throws -> Found {
    var numbers: [Int64] = []
    for side in plan.sides {
      switch side {
      case .named(let named): numbers += named.numbers.prefix(1)
      case .terms(let terms):
        numbers += try find(QueryPlan(terms: terms)).numbers.filter { !numbers.contains($0) }
          .prefix(1)
      }
    }
    return Found(numbers: distinct(numbers), coverage: numbers.isEmpty ? 0 : 1)
  }

  // MARK: Similar

  func similar(_ plan: QueryPlan) throws -> Found {
    var plan = plan
    var seeds = plan.sides.flatMap { side -> [Int64] in
      if case .named(let named) = side { named.numbers } else { [] }
    }
    if seeds.isEmpty { seeds = plan.named.flatMap(\.numbers) }
    if seeds.isEmpty {
      // "books like Tolkien": what he wrote is the model, not the answer.
      let people = plan.filters.filter { $0.filter.field == .authors }
      let sets = try FilterSets(people.map(\.filter), in: tables, currency: nil)
      seeds = sets.records()?.sorted() ?? []
      plan.filters.removeAll { $0.filter.field == .authors }
    }
    return try neighbours(of: seeds, plan)
  }

  /// Records that share people, series, category or subjects with the seeds; the rarer what they
  /// share, the nearer. A shared brand counts as well, but makes nothing similar by itself.
  func neighbours(of seeds: [Int64], _ plan: QueryPlan) throws -> Found {
    var scores: [Int64: Double] = [:]
    var seen: Set<String> = []
    for seed in seeds.prefix(Self.mostSeeds) {
      let values = try Self.kinship.flatMap { try tables.values(of: seed, in: [$0.field]) }
      for (field, value) in values where seen.insert("\(field)\u{0}\(value)").inserted {
        let weight = Self.kinship.first { $0.field == field }?.weight ?? 1
        let records = try tables.records(where: field, isOneOf: [value])
        let rarity = log(1 + Double(catalog.recordCount) / Double(max(records.count, 1)))
        for number in records.sorted() where field != .brand || scores[number] != nil {
          scores[number, default: 0] += weight * rarity
        }
      }
    }
    for seed in seeds { scores[seed] = nil }
    let nearest = scores.keys.sorted {
      let left = scores[$0] ?? 0
      let right = scores[$1] ?? 0
      return left == right ? $0 < $1 : left > right
    }
    guard !nearest.isEmpty else { return Found() }
    var found = try find(plan, within: nearest)
    found.scores = scores
    return found
  }

  private static let mostSeeds = 20

  private static let kinship: [(field: FieldName, weight: Double)] = [
    (.subjects, 2), (.category, 2), (.series, 1.5), (.authors, 1.5), (.brand, 0.5),
  ]

  // MARK: Series

  /// The record at the number asked for, or the next after the one named, then that one itself: its
  /// place in the series belongs to the answer. Alone it says that nothing follows.
  func nextInSeries(_ plan: QueryPlan) throws -> Found {
    guard let request = plan.series else { return Found() }
    let named = plan.sides.flatMap { side -> [Int64] in
      if case .named(let named) = side { named.numbers } else { [] }
    }
    return try nextInSeries(request, after: plan.named.flatMap(\.numbers) + named)
  }

  func nextInSeries(_ request: SeriesRequest, after records: [Int64]) throws -> Found {
    let numbers = try tables.numbers(of: .seriesNumber)
    var values = request.values
    var current: Double?
    for record in records where values.isEmpty || request.number == nil {
      values += try tables.values(of: record, in: [.series]).map(\.1)
      current = numbers[record] ?? current
      if !values.isEmpty { break }
    }
    let places = try tables.records(where: .series, isOneOf: values).sorted()
      .compactMap { record in numbers[record].map { (record, $0) } }
    let wanted =
      request.number
      ?? places.map(\.1).filter { number in current.map { number > $0 } ?? true }.min()
    let fitting = places.filter { $0.1 == wanted }.map(\.0).sorted()
    let before = request.number == nil && current != nil ? Array(records.prefix(1)) : []
    let found = distinct(fitting + before)
    return Found(numbers: found, coverage: found.isEmpty ? 0 : 1)
  }
}
