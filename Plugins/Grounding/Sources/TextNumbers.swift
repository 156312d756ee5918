/// The numbers in a free text, by the kinds of figures that they can confirm.
///
/// A number confirms what it is itself: `30 days` says nothing about a discount of 30 %. Amounts with
/// decimals can be prices without a sign, and every number of four digits can be a year.
struct TextNumbers: Sendable {
  private var numbers: [FigureKind: Set<FigureNumber>] = [:]

  init() {}

  init(_ text: String) {
    let tokens = Tokens(text)
    for figure in FigureScanner(tokens, kinds: Set(FigureKind.allCases)).figures {
      numbers[figure.kind, default: []].formUnion(figure.numbers)
    }
    for token in tokens.all where token.kind == .number {
      if token.numbers.contains(where: { $0.whole == nil }) {
        numbers[.price, default: []].formUnion(token.numbers)
      }
      if token.text.count == 4 { numbers[.year, default: []].formUnion(token.numbers) }
    }
  }

  /// All numbers of a text, for every one of these kinds.
  init(all text: String, for kinds: [FigureKind]) {
    let found = Tokens(text).numbers
    for kind in kinds { numbers[kind] = found }
  }

  func confirms(_ figure: Figure) -> Bool {
    guard let known = numbers[figure.kind] else { return false }
    return figure.numbers.contains(where: known.contains)
  }

  mutating func formUnion(_ other: TextNumbers) {
    numbers.merge(other.numbers) { $0.union($1) }
  }
}
