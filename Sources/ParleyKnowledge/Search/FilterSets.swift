import ParleyPlugin

/// The records that each filter of a request lets through.
///
/// Kept apart from each other, so that setting some aside costs nothing.
struct FilterSets {
  let filters: [FieldFilter]
  private let sets: [RecordSet]

  /// Filters of a request, whose compounds let records through as well.
  init(
    _ filters: [QueryPlan.Filter], in tables: VersionTables, _ index: IndexReader,
    currency: String?
  ) throws {
    self.filters = filters.map(\.filter)
    sets = try filters.map { filter in
      var set = try Self.records(for: filter.filter, in: tables, currency)
      for stem in filter.compounds.compactMap(index.vocabulary.stems.number) {
        try index.postings(of: stem).visit { record, counts in
          if counts.title > 0 { set.insert(Int64(record)) }
        }
      }
      return set
    }
  }

  init(_ filters: [FieldFilter], in tables: VersionTables, currency: String?) throws {
    self.filters = filters
    sets = try filters.map { try Self.records(for: $0, in: tables, currency) }
  }

  /// The records that pass every filter but those set aside; `nil` when all records do.
  func records(settingAside aside: Set<Int> = []) -> RecordSet? {
    let active = sets.indices.filter { !aside.contains($0) }.map { sets[$0] }
      .sorted { $0.count < $1.count }
    guard var records = active.first else { return nil }
    for set in active.dropFirst() { records.formIntersection(set) }
    return records
  }

  /// The records that pass every filter on what the request is about; `nil` without such filters.
  var subject: RecordSet? {
    let others = filters.indices.filter { !QueryPlan.subjectFields.contains(filters[$0].field) }
    return records(settingAside: Set(others))
  }

  func count(of index: Int) -> Int { sets[index].count }

  /// The fewest filters that can be set aside so that something of the base remains.
  ///
  /// Never what names a person or a place in a series: without it the rest would answer another
  /// question.
  ///
  /// - Parameter keepsSubjects: Also keep what the request is about, because words are left that
  ///   say less.
  func fewestToSetAside(for base: RecordSet?, keepsSubjects: Bool) -> Set<Int>? {
    let candidates = filters.indices.filter {
      Self.cost(of: filters[$0].field) != nil
        && !(keepsSubjects && QueryPlan.subjectFields.contains(filters[$0].field))
    }
    var best: (aside: Set<Int>, cost: Int)?
    for choice in 1..<(1 << min(candidates.count, Self.mostConsidered)) {
      let aside = Set(candidates.indices.filter { choice >> $0 & 1 == 1 }.map { candidates[$0] })
      let cost = aside.reduce(0) { $0 + 100 + (Self.cost(of: filters[$1].field) ?? 0) }
      if let best, best.cost <= cost { continue }
      let left = records(settingAside: aside)
      let isEmpty =
        switch (left, base) {
        case (let left?, let base?): left.isDisjoint(with: base)
        case (let left?, nil): left.isEmpty
        case (nil, let base?): base.isEmpty
        // No filter and no words are left: any record would do.
        case (nil, nil): filters.count > 1
        }
      if !isEmpty { best = (aside, cost) }
    }
    return best?.aside
  }

  private static let mostConsidered = 6

  /// How much is lost with a filter, beside the count of filters; `nil` keeps it always.
  private static func cost(of field: FieldName) -> Int? {
    switch field {
    case .price: 0
    case .salePrice: 1
    case .stock: 2
    case .size: 3
    case .colour: 4
    case .authors, .seriesNumber: nil
    case .format, .material, .condition, .published, .pages: 6
    case .language: 7
    default: 9
    }
  }

  private static func records(
    for filter: FieldFilter, in tables: VersionTables, _ currency: String?
  ) throws -> RecordSet {
    switch filter.test {
    case .isOneOf(let values): return try tables.records(where: filter.field, isOneOf: values)
    case .inStock: return try tables.recordsInStock()
    case .onSale: return try tables.records(where: .salePrice, isWithin: nil, nil)
    case .within(let least, let most):
      let amounts = [least, most].compactMap { $0?.money?.currency }
      // Amounts in another currency cannot be compared; nothing is known to be that cheap.
      guard amounts.allSatisfy({ currency == nil || $0.isEmpty || $0 == currency }) else {
        return RecordSet()
      }
      return try tables.records(where: filter.field, isWithin: least?.amount, most?.amount)
    }
  }
}

extension FieldValue {
  /// The number, or the amount of money as the version's tables hold it.
  var amount: Double? {
    number ?? money.map { Double($0.tenThousandths) / 10_000 }
  }
}
