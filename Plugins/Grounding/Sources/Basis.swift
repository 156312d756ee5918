import ParleyPlugin

/// What one figure may rest on: the records it stands next to, else any; what was said; and obvious
/// arithmetic.
///
/// Arithmetic is a price times a quantity that the sentence or the user names; a sum of two prices, or
/// of all that the reply lists, where the sentence says so or names several records; a difference of
/// two prices where it speaks of one; and the discount between a usual price and a sale price.
struct Basis {
  let evidence: Evidence
  /// Positions of the records that the figure stands next to; empty when it stands next to none.
  let tied: Set<Int>
  let words: SentenceWords
  /// The reply up to the sentence.
  let before: String
  /// Positions of all records that the sentence names.
  let mentioned: Set<Int>

  private var records: [RecordFacts] {
    tied.isEmpty ? evidence.records : tied.sorted().map { evidence.records[$0] }
  }

  func confirms(_ figure: Figure) -> Bool {
    switch figure.kind {
    case .isbn, .sku: return confirms(identifier: figure.identifier)
    default: break
    }
    if figure.numbers.contains(where: evidence.said.contains) { return true }
    if evidence.context.confirms(figure) { return true }
    if tied.isEmpty, figure.numbers.contains(where: evidence.earlier.contains) { return true }
    if records.contains(where: { $0.loose.confirms(figure) }) { return true }
    switch figure.kind {
    case .price: return confirms(price: figure)
    case .percent: return confirms(percent: figure)
    default: return confirms(count: figure)
    }
  }

  // MARK: Prices

  private func confirms(price figure: Figure) -> Bool {
    let prices = records.flatMap(\.prices).filter { figure.currencies.contains($0.currency) }
    let numbers = prices.map { FigureNumber(tenThousandths: $0.tenThousandths) }
    if matches(figure, numbers) { return true }
    return figure.numbers.contains { isArithmetic($0, of: figure.currencies) }
  }

  private func isArithmetic(_ number: FigureNumber, of currencies: Set<String>) -> Bool {
    let all = evidence.records.flatMap(\.prices).filter { currencies.contains($0.currency) }
      .map { FigureNumber(tenThousandths: $0.tenThousandths) }
    let quantities = words.quantities.union(evidence.wanted)
    if all.contains(where: { price in quantities.contains { price.times($0) == number } }) {
      return true
    }
    if words.saysSum || mentioned.count > 1 {
      if isSumOfTwo(number, all) || isSumOfListed(number) { return true }
    }
    return words.saysDifference
      && all.contains { first in all.contains { $0 != first && $0.distance(to: first) == number } }
  }

  private func isSumOfTwo(_ number: FigureNumber, _ all: [FigureNumber]) -> Bool {
    all.indices.contains { first in
      all.indices.contains { $0 != first && all[first] + all[$0] == number }
    }
  }

  /// How far back prices are added up, in characters.
  private static let longestList = 4000

  /// Whether the prices that the reply has listed so far come to this.
  private func isSumOfListed(_ number: FigureNumber) -> Bool {
    let list = Tokens(String(before.suffix(Basis.longestList)))
    let listed = FigureScanner(list, kinds: [.price]).figures
    guard listed.count > 1 else { return false }
    let sum = listed.reduce(FigureNumber(tenThousandths: 0)) { $0 + ($1.numbers.first ?? $0) }
    return sum == number
  }

  private func confirms(percent figure: Figure) -> Bool {
    records.contains { record in
      guard let now = record.prices.first, let usual = record.prices.last,
        usual.tenThousandths > now.tenThousandths, usual.currency == now.currency
      else { return false }
      let off = 100 * (1 - Double(now.tenThousandths) / Double(usual.tenThousandths))
      return figure.numbers.contains { abs(Double($0.tenThousandths) / 10_000 - off) <= 1 }
    }
  }

  // MARK: Counts

  private func confirms(count figure: Figure) -> Bool {
    let numbers = records.flatMap { $0.counts[figure.kind] ?? [] }
    if matches(figure, numbers) { return true }
    guard figure.kind != .year, words.saysSum || mentioned.count > 1 else { return false }
    let sums = numbers + [numbers.reduce(FigureNumber(tenThousandths: 0), +)]
    return figure.numbers.contains { number in
      sums.contains(number) || isSumOfTwo(number, numbers)
    }
  }

  /// Whether a number is one of these, as exactly as it is meant. In a rule of the shop (free
  /// delivery over an amount) the bound itself is the fact.
  private func matches(_ figure: Figure, _ known: [FigureNumber]) -> Bool {
    figure.numbers.contains { number in
      if known.contains(number) { return true }
      guard !words.isPolicy || figure.kind != .price else { return false }
      return switch figure.exactness {
      case .exact: false
      case .about: known.contains(where: number.isNear)
      case .atMost: known.contains { $0 <= number }
      case .atLeast: known.contains { $0 >= number }
      case .between: !known.isEmpty
      }
    }
  }

  // MARK: Identifiers

  private func confirms(identifier: String) -> Bool {
    if evidence.identifiers.contains(identifier) { return true }
    return records.contains { record in
      record.plainIdentifiers.contains { Basis.isSame($0, identifier) }
        || record.plainIdentifiers.contains(identifier)
    }
  }

  /// An ISBN of ten digits and one of thirteen that name the same book.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    let (short, long) = left.count < right.count ? (left, right) : (right, left)
    return short.count == 10 && long.count == 13 && long.hasPrefix("978")
      && long.dropFirst(3).dropLast() == short.dropLast()
  }
}
