/// The words around a number, as they make it a count of copies, a length or a year.
struct FigurePhrase {
  let tokens: Tokens
  let number: Int

  // MARK: Stock

  var isStock: Bool {
    isCountedBeforeStock || isLabelled(by: FigureWords.stockLabels) || isHad || isRemaining
  }

  /// `4 in stock`, `4 copies still left`, `4 Exemplare auf Lager`.
  private var isCountedBeforeStock: Bool {
    var position = number + 1
    if isCopies(position) { position += 1 }
    for _ in 0..<4 {
      if FigureWords.inStock.contains(where: { begins($0, at: position) }) { return true }
      guard let word = tokens[position], FigureWords.stockFillers.contains(word.folded) else {
        return false
      }
      position += 1
    }
    return false
  }

  /// `we have 4 copies`.
  private var isHad: Bool {
    isCopies(number + 1)
      && (1...3).contains { FigureWords.having.contains(tokens[number - $0]?.folded ?? "") }
  }

  /// `quedan 4`, `il reste 4 exemplaires`.
  private var isRemaining: Bool {
    var position = number - 1
    while let word = tokens[position], FigureWords.only.contains(word.folded) { position -= 1 }
    guard FigureWords.remaining.contains(tokens[position]?.folded ?? "") else { return false }
    return tokens[number + 1]?.kind != .word || isCopies(number + 1)
  }

  private func isCopies(_ position: Int) -> Bool {
    FigureWords.copies.contains(tokens[position]?.folded ?? "")
  }

  private func begins(_ phrase: [String], at position: Int) -> Bool {
    phrase.indices.allSatisfy { tokens[position + $0]?.folded == phrase[$0] }
  }

  /// `Stock: 4`, `| Stock | 4 |`, `in stock (4)`; not `available: 24 hours`.
  private func isLabelled(by labels: Set<String>) -> Bool {
    var position = number - 1
    var signs = 0
    while let token = tokens[position], [":", "(", "|", "*", "="].contains(token.text) {
      position -= 1
      signs += 1
    }
    guard signs > 0, let label = tokens[position], labels.contains(label.folded) else {
      return false
    }
    guard let next = tokens[number + 1], next.kind == .word else { return true }
    return isCopies(number + 1) || FigureWords.pages.contains(next.folded)
  }

  // MARK: Pages

  var isPages: Bool {
    guard let token = tokens[number], token.numbers.contains(where: { ($0.whole ?? 0) >= 10 })
    else {
      return false
    }
    if isLabelled(by: FigureWords.pageLabels) { return true }
    var position = number + 1
    if tokens[position]?.text == "-" { position += 1 }
    guard FigureWords.pages.contains(tokens[position]?.folded ?? ""),
      !FigureWords.partOfPages.contains(tokens[number - 1]?.folded ?? "")
    else { return false }
    return !["a", "per", "pro", "par", "por", "al", "ao", "täglich"].contains(
      tokens[position + 1]?.folded ?? "")
  }

  // MARK: Years

  /// Whether it is a year of publication: after a word that says so, or in brackets after a title.
  func isYear(afterTitleIn titles: Set<Int>) -> Bool {
    guard let token = tokens[number], token.text.count == 4, token.text.allSatisfy(\.isNumber),
      let year = token.numbers.first?.whole, (1400...2100).contains(year)
    else { return false }
    if tokens[number - 1]?.text == "(", [")", ","].contains(tokens[number + 1]?.text ?? "") {
      var position = number - 2
      while let token = tokens[position], token.kind != .word, token.kind != .number,
        !titles.contains(position), number - position < 6
      {
        position -= 1
      }
      if titles.contains(position) { return true }
    }
    for distance in 1...5 {
      guard let word = tokens[number - distance], word.text != "\n", word.text != ".",
        word.text != ";"
      else { return false }
      if FigureWords.publishing.contains(word.folded) { return true }
    }
    return false
  }
}
