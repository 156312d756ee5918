/// Letters and digits joined by hyphens, as ISBN and item numbers are written; the digits of an ISBN
/// also by single spaces.
struct IdentifierRun {
  let span: ClosedRange<Int>
  /// Without hyphens and spaces, in small letters.
  let plain: String
  /// With them.
  let text: String
  let digits: Int
  private let tokens: Tokens

  /// The run that begins at a position; `nil` when none does.
  init?(in tokens: Tokens, at start: Int) {
    guard let first = tokens[start], first.kind == .word || first.kind == .number,
      tokens[start - 1].map({ $0.kind == .symbol || $0.kind == .marker || first.isSpaced }) ?? true
    else { return nil }
    var end = start
    var text = first.text
    let isISBN = IdentifierRun.isLabelledISBN(start, in: tokens)
    while let next = tokens[end + 1] {
      let isJoined = !next.isSpaced && (next.kind == .word || next.kind == .number)
      if isJoined {
        text += next.text
        end += 1
      } else if !next.isSpaced, ["-", "–", "_"].contains(next.text), let after = tokens[end + 2],
        !after.isSpaced, after.kind == .word || after.kind == .number
      {
        text += "-" + after.text
        end += 2
      } else if next.isSpaced, next.kind == .number, tokens[end]?.kind == .number,
        isISBN || text.hasPrefix("978") || text.hasPrefix("979")
      {
        text += " " + next.text
        end += 1
      } else {
        break
      }
    }
    // Most runs are words: they are passed over first.
    guard text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
    self.tokens = tokens
    self.text = text
    span = start...end
    plain = text.lowercased().filter { $0.isLetter || $0.isNumber }
    digits = text.count(where: \.isNumber)
    guard digits > 0, plain.count >= 3 else { return nil }
  }

  /// What it is, if it is one: an ISBN, an item number, or nothing.
  func kind(prefixes: Set<String>) -> FigureKind? {
    let isBook = digits == 13 && (plain.hasPrefix("978") || plain.hasPrefix("979"))
    if isBook || (IdentifierRun.isLabelledISBN(span.lowerBound, in: tokens) && digits >= 9) {
      return .isbn
    }
    if isLabelled { return .sku }
    if (12...14).contains(digits), digits == plain.count, span.count == 1, !text.contains(".") {
      return .sku
    }
    let hyphen = text.firstIndex(of: "-")
    if let hyphen, prefixes.contains(text[...hyphen].lowercased()) { return .sku }
    return nil
  }

  /// Whether `SKU`, `item number`, `Artikelnummer` or the like stands before it.
  private var isLabelled: Bool {
    var position = span.lowerBound - 1
    while let token = tokens[position],
      [":", "#", ".", "*", "`", "(", "°", "º", "|"].contains(token.text)
        || (FigureWords.numberWords.contains(token.folded) && !endsPhrase(position))
    {
      position -= 1
    }
    guard let label = tokens[position], label.kind == .word else { return false }
    return FigureWords.identifierLabels.contains(label.folded) || endsPhrase(position)
  }

  private func endsPhrase(_ end: Int) -> Bool {
    FigureWords.identifierPhrases.contains { phrase in
      phrase.indices.allSatisfy { offset in
        tokens[end - (phrase.count - 1) + offset]?.folded == phrase[offset]
      }
    }
  }

  private static func isLabelledISBN(_ start: Int, in tokens: Tokens) -> Bool {
    var position = start - 1
    var skipped = 0
    while skipped < 5, let token = tokens[position], token.kind != .marker {
      if token.folded == "isbn" { return true }
      let isPart =
        token.kind == .symbol || ["10", "13"].contains(token.text)
        || FigureWords.numberWords.contains(token.folded)
      guard isPart, token.text != "\n" else { return false }
      position -= 1
      skipped += 1
    }
    return false
  }
}
