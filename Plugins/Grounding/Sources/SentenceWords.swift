/// What the words of a sentence allow: arithmetic, quantities, a shop's rules.
struct SentenceWords: Sendable {
  let saysSum: Bool
  let saysDifference: Bool
  let saysUsual: Bool
  let isPolicy: Bool
  /// Numbers of copies, as digits or as words, 2 to 99.
  let quantities: Set<Int64>

  init(_ tokens: Tokens, figures: [Figure]) {
    let words = Set(tokens.all.lazy.filter { $0.kind == .word }.map(\.folded))
    saysSum = !words.isDisjoint(with: FigureWords.sums)
    saysDifference = !words.isDisjoint(with: FigureWords.differences)
    saysUsual = !words.isDisjoint(with: FigureWords.usual)
    isPolicy = !words.isDisjoint(with: FigureWords.policy)
    let inFigures = Set(
      figures.lazy.filter { $0.kind != .stock }.flatMap { Array($0.tokens) })
    var quantities = Set(words.compactMap { SentenceWords.numberWords[$0] })
    for (position, token) in tokens.all.enumerated()
    where token.kind == .number && !inFigures.contains(position) {
      quantities.formUnion(token.numbers.compactMap(\.whole).filter { (2...99).contains($0) })
    }
    self.quantities = quantities
  }

  private static let numberWords: [String: Int64] = [
    "two": 2, "both": 2, "pair": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10,
    "twelve": 12, "zwei": 2, "beide": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "zehn": 10,
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
    "dois": 2, "duas": 2, "três": 3, "quatro": 4,
  ]
}
