import ParleyPlugin

/// Constraints on prices, pages and, where a number is plainly a year, on the year.
extension QueryReader {
  /// The numbers a constraint allows.
  private struct Bounds {
    var least: Amount?
    var most: Amount?
    /// All words of the constraint.
    var range: Range<Int>
    /// Whether the number need not be met exactly.
    var isAround = false
  }

  func readAmounts(_ draft: inout RequestDraft) {
    var index = 0
    while index < draft.count {
      if let bounds = bounds(at: index, in: draft), add(bounds, to: &draft) {
        index = bounds.range.upperBound
      } else {
        index += 1
      }
    }
  }

  private func bounds(at index: Int, in draft: RequestDraft) -> Bounds? {
    cuedRange(at: index, in: draft) ?? cuedBound(at: index, in: draft)
      ?? bareAmount(at: index, in: draft)
  }

  /// "between 10 and 20", "from 10 to 20".
  private func cuedRange(at index: Int, in draft: RequestDraft) -> Bounds? {
    let length = draft.length(of: .between, at: index, lexicon)
    guard length > 0, let pair = pair(at: index + length, in: draft) else { return nil }
    return Bounds(
      least: pair.least, most: pair.most, range: index..<pair.most.range.upperBound)
  }

  /// "under 20", "at least 5 dollars", "about 30".
  private func cuedBound(at index: Int, in draft: RequestDraft) -> Bounds? {
    for cue in [Cue.atMost, .atLeast, .around] {
      let length = draft.length(of: cue, at: index, lexicon)
      guard length > 0 else { continue }
      let start = index + length
      // "under the 20 dollars": an article may stand between.
      let skip = start < draft.count && draft.words[start].number == nil ? 1 : 0
      guard skip == 0 || draft.length(of: .function, at: start, lexicon) > 0,
        let amount = draft.amount(at: start + skip, lexicon)
      else { continue }
      var range = index..<amount.range.upperBound
      switch cue {
      case .atMost:
        range = range.lowerBound..<end(after: range.upperBound, .orLess, in: draft)
        return Bounds(least: nil, most: amount, range: range)
      case .atLeast:
        range = range.lowerBound..<end(after: range.upperBound, .orMore, in: draft)
        return Bounds(least: amount, most: nil, range: range)
      default: return Bounds(least: amount, most: amount, range: range, isAround: true)
      }
    }
    return nil
  }

  /// "$10 to $20", "10-20 dollars", "20 or less", "a $20 gift".
  private func bareAmount(at index: Int, in draft: RequestDraft) -> Bounds? {
    guard let amount = draft.amount(at: index, lexicon) else { return nil }
    if let pair = pair(at: index, in: draft), isPlainlyRange(pair, at: index, in: draft) {
      return Bounds(
        least: pair.least, most: pair.most, range: index..<pair.most.range.upperBound)
    }
    let end = amount.range.upperBound
    let orLess = self.end(after: end, .orLess, in: draft)
    if orLess > end { return Bounds(least: nil, most: amount, range: index..<orLess) }
    let orMore = self.end(after: end, .orMore, in: draft)
    if orMore > end { return Bounds(least: amount, most: nil, range: index..<orMore) }
    guard case .money = amount.unit else { return nil }
    return Bounds(least: nil, most: amount, range: amount.range)
  }

  private func end(after index: Int, _ cue: Cue, in draft: RequestDraft) -> Int {
    index + draft.length(of: cue, at: index, lexicon)
  }

  /// Two numbers with "to" or a dash between them.
  private func pair(at index: Int, in draft: RequestDraft) -> (least: Amount, most: Amount)? {
    guard let first = draft.amount(at: index, lexicon) else { return nil }
    let end = first.range.upperBound
    var start = end + draft.length(of: .upTo, at: end, lexicon)
    if start == end {
      guard draft.text.gaps[end].contains(where: { "-–—".contains($0) }) else { return nil }
      start = end
    }
    guard let second = draft.amount(at: start, lexicon), second.number >= first.number else {
      return nil
    }
    return (first, second)
  }

  /// Without a currency two numbers may be anything: ages, sizes, a score.
  private func isPlainlyRange(
    _ pair: (least: Amount, most: Amount), at index: Int, in draft: RequestDraft
  ) -> Bool {
    if case .money = pair.least.unit { return true }
    switch pair.most.unit {
    case .money, .pages: return true
    case .other: return false
    case .none:
      return pair.most.range.upperBound == draft.count && index > 0
        && lexicon.length(of: .unit, at: index - 1, in: draft.surfaces) == 0
    }
  }

  // MARK: Filters

  private func add(_ bounds: Bounds, to draft: inout RequestDraft) -> Bool {
    let amounts = [bounds.least, bounds.most].compactMap { $0 }
    guard let field = field(for: amounts, bounds), catalog.has(field) else { return false }
    let test: FieldFilter.Test
    switch field {
    case .price:
      let currency = currency(of: amounts)
      test = .within(
        least: bounds.least.flatMap { money($0, currency, bounds.isAround ? 8 : 10) },
        most: bounds.most.flatMap { money($0, currency, bounds.isAround ? 12 : 10) })
    default:
      test = .within(
        least: bounds.least.map { .number(rounded($0.number, bounds.isAround ? 0.8 : 1)) },
        most: bounds.most.map { .number(rounded($0.number, bounds.isAround ? 1.2 : 1)) })
    }
    guard test != .within(least: nil, most: nil) else { return false }
    draft.add(
      FieldFilter(field: field, test: test, words: draft.text.written(bounds.range)),
      at: bounds.range.lowerBound)
    draft.mark(bounds.range, as: .filter)
    return true
  }

  private func field(for amounts: [Amount], _ bounds: Bounds) -> FieldName? {
    for amount in amounts {
      switch amount.unit {
      case .money: return .price
      case .pages: return .pages
      case .other: return nil
      case .none: break
      }
    }
    // "over 2000" may be money, "from 2019" and "around 1950" are years: readYears knows them.
    guard !(catalog.has(.published) && amounts.allSatisfy(\.isYear)) else { return nil }
    return .price
  }

  private func currency(of amounts: [Amount]) -> String {
    let own = catalog.currency ?? ""
    for amount in amounts {
      if case .money(let currencies) = amount.unit, let likeliest = currencies.first {
        return currencies.contains(own) ? own : likeliest
      }
    }
    return own
  }

  /// So many tenths of the amount; `nil` beyond what money can hold.
  private func money(_ amount: Amount, _ currency: String, _ tenths: Int64) -> FieldValue? {
    guard let money = Money(decimal: amount.text, currency: currency) else { return nil }
    let (part, overflow) = (money.tenThousandths / 10).multipliedReportingOverflow(by: tenths)
    guard !overflow else { return nil }
    // Exact where nothing is scaled: a tenth of the amount may not be.
    let exact = tenths == 10 ? money.tenThousandths : part
    return .money(Money(tenThousandths: exact, currency: currency))
  }

  private func rounded(_ number: Double, _ factor: Double) -> Double {
    factor == 1 ? number : (number * factor).rounded()
  }
}
