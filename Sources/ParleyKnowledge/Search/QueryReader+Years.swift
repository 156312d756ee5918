import ParleyPlugin

/// Constraints on the year of publication: "from 2019", "since 2000", "before 1950", "the 1960s".
extension QueryReader {
  func readYears(_ draft: inout RequestDraft) {
    guard catalog.has(.published) else { return }
    var index = 0
    while index < draft.count {
      index += constraint(at: index, &draft) ?? 1
    }
  }

  private func constraint(at index: Int, _ draft: inout RequestDraft) -> Int? {
    if let (years, range) = yearRange(at: index, in: draft) {
      return add(least: years.lowerBound, most: years.upperBound, range, &draft)
    }
    if let (years, range) = years(at: index, in: draft), years.count > 1 {
      return add(least: years.lowerBound, most: years.upperBound, range, &draft)
    }
    for cue in [Cue.later, .since, .atLeast, .before, .atMost, .around, .inYear] {
      let length = draft.length(of: cue, at: index, lexicon)
      guard length > 0, let (years, span) = years(at: index + length, in: draft) else { continue }
      // "from 10 dollars" is the least amount, "from 1937" is that year.
      if cue == .atLeast, draft.length(of: .inYear, at: index, lexicon) == length { continue }
      let range = index..<span.upperBound
      return switch cue {
      case .later: add(least: years.upperBound + 1, most: nil, range, &draft)
      case .since, .atLeast: add(least: years.lowerBound, most: nil, range, &draft)
      case .before: add(least: nil, most: years.lowerBound - 1, range, &draft)
      case .atMost: add(least: nil, most: years.upperBound, range, &draft)
      case .around: add(least: years.lowerBound - 5, most: years.upperBound + 5, range, &draft)
      default: add(least: years.lowerBound, most: years.upperBound, range, &draft)
      }
    }
    return nil
  }

  /// "between 1990 and 2000", "1990-2000".
  private func yearRange(
    at index: Int, in draft: RequestDraft
  ) -> (years: ClosedRange<Int>, range: Range<Int>)? {
    let start = index + draft.length(of: .between, at: index, lexicon)
    guard let (first, span) = years(at: start, in: draft) else { return nil }
    var next = span.upperBound + draft.length(of: .upTo, at: span.upperBound, lexicon)
    if next == span.upperBound {
      guard draft.text.gaps[next].contains(where: { "-–—".contains($0) }) else { return nil }
      next = span.upperBound
    }
    guard let (last, end) = years(at: next, in: draft), last.upperBound >= first.lowerBound else {
      return nil
    }
    return (first.lowerBound...last.upperBound, index..<end.upperBound)
  }

  /// A year, or the ten years of a decade ("1960s", "1960er").
  private func years(
    at index: Int, in draft: RequestDraft
  ) -> (years: ClosedRange<Int>, range: Range<Int>)? {
    guard draft.isFree(index) else { return nil }
    let surface = draft.surfaces[index]
    if surface.utf8.count > 4, surface.utf8.count <= 7, let year = Int(surface.prefix(4)),
      (1000...2100).contains(year), year.isMultiple(of: 10),
      surface.dropFirst(4).allSatisfy(\.isLetter)
    {
      return (year...year + 9, index..<index + 1)
    }
    guard let amount = draft.amount(at: index, lexicon), amount.isYear,
      let year = Int(exactly: amount.number)
    else { return nil }
    return (year...year, amount.range)
  }

  private func add(
    least: Int?, most: Int?, _ range: Range<Int>, _ draft: inout RequestDraft
  ) -> Int {
    let test = FieldFilter.Test.within(
      least: least.map { .number(Double($0)) }, most: most.map { .number(Double($0)) })
    draft.add(
      FieldFilter(field: .published, test: test, words: draft.text.written(range)),
      at: range.lowerBound)
    draft.mark(range, as: .filter)
    return range.count
  }
}
