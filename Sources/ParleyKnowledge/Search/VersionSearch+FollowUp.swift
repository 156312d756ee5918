import ParleyPlugin

/// Requests that point at the chat: "the second one", "cheaper?", "and in blue?".
///
/// They work on the records that the last reply showed, and on the last request that led to them.
extension VersionSearch {
  /// The result, or `nil` when the chat has shown nothing of this collection.
  func follow(
    _ followUp: FollowUp, _ plan: QueryPlan, _ chat: ChatContext
  ) throws -> SearchResult? {
    let shown = try distinct(chat.shown.compactMap { try tables.number(ofID: $0.id) })
    guard let first = shown.first else { return nil }
    switch followUp {
    case .ordinal(let place): return try pointed(at: place - 1, plan, chat)
    case .last: return try pointed(at: chat.cited.count - 1, plan, chat)
    case .one: return try about(first, plan)
    case .all:
      // What an overview shows are examples: the cheapest of all is meant.
      if plan.order != nil, request(before: chat)?.asksForOverview == true { return nil }
      return try result(of: find(plan, within: shown), plan, isFollowUp: true)
    case .cheaper: return try repriced(plan, shown, chat, isCheaper: true)
    case .dearer: return try repriced(plan, shown, chat, isCheaper: false)
    case .more: return try more(plan, chat)
    case .refined: return try refined(plan, shown, chat)
    case .sameMaker: return try bySameMaker(as: first, plan)
    case .elaborated:
      guard let earlier = request(before: chat) else { return nil }
      return try elaborated(plan, earlier, shown)
    }
  }

  // MARK: One record

  /// The record at a place among all that the reply cited, as the customer counted them.
  private func pointed(
    at index: Int, _ plan: QueryPlan, _ chat: ChatContext
  ) throws -> SearchResult {
    guard chat.cited.indices.contains(index), chat.cited[index].collection == tables.collection,
      let number = try tables.number(ofID: chat.cited[index].id)
    else { return try result(of: Found(), plan, isFollowUp: true) }
    return try about(number, plan)
  }

  private func about(_ number: Int64, _ plan: QueryPlan) throws -> SearchResult {
    let found =
      switch plan.intent {
      case .similar: try neighbours(of: [number], plan)
      case .nextInSeries: try nextInSeries(SeriesRequest(), after: [number])
      case .find, .compare: try find(plan, within: editions(of: number, plan))
      }
    return try result(of: found, plan, isFollowUp: true, named: [number])
  }

  /// The record, and when constraints are asked of it ("in paperback?") all with its title.
  private func editions(of number: Int64, _ plan: QueryPlan) throws -> [Int64] {
    guard !plan.filters.isEmpty, let record = try tables.record(number) else { return [number] }
    return distinct([number] + (catalog.titles[reader.analyzer.stems(record.title)] ?? []))
  }

  // MARK: The request before

  /// The last request of the chat that stands alone, with what later ones added to it.
  func request(before chat: ChatContext) -> QueryPlan? {
    var last: QueryPlan?
    for text in chat.requests {
      let plan = reader.plan(text)
      if plan.followUp == nil, !plan.isEmpty {
        last = plan
      } else if plan.followUp == .refined {
        last = last.map { merged($0, with: plan) }
      } else if plan.followUp == .elaborated {
        last = last.map { merged($0, with: plan, addsTerms: true) } ?? plan
      }
    }
    return last
  }

  /// The earlier request with the constraints and the order of the later one.
  ///
  /// - Parameter addsTerms: Also with its words.
  func merged(
    _ earlier: QueryPlan, with later: QueryPlan, addsTerms: Bool = false
  ) -> QueryPlan {
    var plan = earlier
    let fields = Set(later.filters.map(\.filter.field))
    let replaced = earlier.filters.filter { fields.contains($0.filter.field) }
    plan.filters.removeAll { fields.contains($0.filter.field) }
    // What was replaced must not rank either: "in china", "and in cast iron?".
    let old = Set(replaced.flatMap(\.stems))
    plan.wording.words.removeAll { old.contains($0.stem) }
    let known = Set(plan.wording.words.map(\.stem))
    plan.wording.words += later.wording.words.filter { !known.contains($0.stem) }
    if addsTerms {
      let stems = Set(plan.terms.compactMap(\.stems.first))
      plan.terms += later.terms.filter { !stems.contains($0.stems.first ?? "") }
      plan.named = []
      plan.identified = []
    }
    plan.filters += later.filters
    plan.order = later.order ?? earlier.order
    plan.isForAll = false
    // What was named is what was found; other records can only be like it.
    if plan.intent == .compare { plan.intent = .find }
    return plan
  }

  /// "and in blue?": the request before, with these constraints as well.
  private func refined(
    _ plan: QueryPlan, _ shown: [Int64], _ chat: ChatContext
  ) throws -> SearchResult {
    guard let earlier = request(before: chat) else {
      return try result(of: find(plan, within: shown), plan, isFollowUp: true)
    }
    let whole = merged(earlier, with: plan)
    let found = try settled(whole, isFollowUp: true)
    // Not everything that was said before holds for the other.
    return try found.hits.isEmpty ? elaborated(plan, earlier, shown) ?? found : found
  }

  /// "more": what fits the request before and was never shown.
  private func more(_ plan: QueryPlan, _ chat: ChatContext) throws -> SearchResult {
    guard let earlier = request(before: chat) else {
      return try result(of: Found(), plan, isFollowUp: true)
    }
    let seen = Set(try chat.everShown.compactMap { try tables.number(ofID: $0.id) })
    var found = try found(for: earlier)
    found.numbers.removeAll { seen.contains($0) }
    found.nearest.removeAll { seen.contains($0) }
    if found.nearest.isEmpty { found.emptied = [] }
    return try result(of: found, earlier, isFollowUp: true)
  }

  // MARK: Price

  /// "cheaper?": what fits the request before and costs less. Less than the record, when one was
  /// shown; less than the dearest, when there were several. By price, from the cheapest.
  private func repriced(
    _ plan: QueryPlan, _ shown: [Int64], _ chat: ChatContext, isCheaper: Bool
  ) throws -> SearchResult {
    let prices = try tables.numbers(of: .price)
    let known = shown.compactMap { prices[$0] }
    guard let bound = isCheaper ? known.max() : known.min() else {
      return try result(of: Found(), plan, isFollowUp: true)
    }
    var whole = merged(request(before: chat) ?? QueryPlan(), with: plan)
    whole.filters.removeAll { $0.filter.field == .price }
    whole.filters.append(
      QueryPlan.Filter(filter: priceFilter(beyond: bound, isCheaper: isCheaper, words: plan.text)))
    whole.order = .cheapest
    whole.intent = .find
    let named = whole.named.flatMap(\.numbers) + whole.identified
    let base = named.isEmpty && !whole.isEmpty ? whole : nil
    var found = Found()
    if let base, !base.terms.isEmpty || base.filters.count > 1 || shown.count > 1 {
      found = try find(base)
    }
    if found.numbers.isEmpty {
      // A record was named, or nothing else was meant: others of its kind are what may cost less.
      let price = whole.filters.filter { $0.filter.field == .price }
      let kin = try neighbours(of: shown, QueryPlan(order: .cheapest, filters: price))
      if !kin.numbers.isEmpty {
        whole.filters = price
        whole.terms = []
      }
      found = kin.numbers.isEmpty && !found.emptied.isEmpty ? found : kin
    }
    // What was too dear is no alternative to itself.
    found.nearest.removeAll { shown.contains($0) }
    return try result(of: found, whole, isFollowUp: true)
  }

  private func priceFilter(
    beyond bound: Double, isCheaper: Bool, words: String
  ) -> FieldFilter {
    // Within what money can hold, also when the file does not keep to it.
    let amount = Int64((min(max(bound, -9e14), 9e14) * 10_000).rounded())
    let currency = catalog.currency ?? ""
    let step = Money.smallestUnit(of: currency)
    let money = Money(
      tenThousandths: isCheaper ? amount - step : amount + step, currency: currency)
    return FieldFilter(
      field: .price,
      test: isCheaper
        ? .within(least: nil, most: .money(money)) : .within(least: .money(money), most: nil),
      words: words)
  }
}

extension Money {
  /// The smallest amount that a currency is paid in, in ten-thousandths of its unit.
  fileprivate static func smallestUnit(of currency: String) -> Int64 {
    let decimals = Money(tenThousandths: 0, currency: currency).decimal.split(separator: ".")
      .dropFirst().first?.count
    return (0..<(decimals ?? 0)).reduce(10_000) { unit, _ in unit / 10 }
  }
}
