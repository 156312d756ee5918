/// Finds the figures in a text: only numbers that a sign or a word makes one. Ordinals, dates, times,
/// phone numbers, chapters, versions and the like have none, and are left alone.
struct FigureScanner {
  let tokens: Tokens
  let kinds: Set<FigureKind>
  /// Tokens that belong to a title or to a figure already found.
  private var taken: Set<Int>
  private(set) var figures: [Figure] = []

  /// - Parameters:
  ///   - titles: Tokens of titles, whose numbers are no figures.
  ///   - identifiers: Those of the records, to know an item number by its first letters.
  init(
    _ tokens: Tokens, kinds: Set<FigureKind>, titles: Set<Int> = [],
    identifiers: Set<String> = []
  ) {
    self.tokens = tokens
    self.kinds = kinds
    taken = titles
    findIdentifiers(prefixes: FigureScanner.prefixes(of: identifiers))
    for position in tokens.all.indices { findNumber(at: position, titles: titles) }
    figures = figures.filter { kinds.contains($0.kind) }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private mutating func add(
    _ kind: FigureKind, _ span: ClosedRange<Int>, numbers: [FigureNumber] = [],
    currencies: Set<String> = [], identifier: String = "",
    exactness: Figure.Exactness = .exact
  ) {
    guard let first = tokens[span.lowerBound], let last = tokens[span.upperBound] else { return }
    let range = first.range.lowerBound..<last.range.upperBound
    figures.append(
      Figure(
        kind: kind, text: tokens.text(range), range: range, tokens: span, numbers: numbers,
        currencies: currencies, identifier: identifier, exactness: exactness))
    taken.formUnion(span)
  }

  // MARK: Numbers

  private mutating func findNumber(at position: Int, titles: Set<Int>) {
    guard let token = tokens[position], token.kind == .number, !token.numbers.isEmpty,
      !taken.contains(position)
    else { return }
    if findPrice(at: position) || findPercent(at: position) { return }
    guard !isGlued(position) else { return }
    let exactness = Figure.Exactness.before(position, in: tokens)
    let phrase = FigurePhrase(tokens: tokens, number: position)
    if phrase.isPages {
      add(.pages, position...position, numbers: token.numbers, exactness: exactness)
    } else if phrase.isYear(afterTitleIn: titles) {
      add(.year, position...position, numbers: token.numbers)
    } else if phrase.isStock {
      add(.stock, position...position, numbers: token.numbers, exactness: exactness)
    }
  }

  /// Whether letters or signs that are part of other things stand right beside the number: `A4`,
  /// `2nd`, `10:30`, `3/4`.
  private func isGlued(_ position: Int) -> Bool {
    if let token = tokens[position], !token.isSpaced, let before = tokens[position - 1],
      before.kind == .word || ["/", "#", "+", "_"].contains(before.text)
        || (before.text == ":" && tokens[position - 2]?.kind == .number)
    {
      return true
    }
    guard let after = tokens[position + 1], !after.isSpaced else { return false }
    return after.kind == .word || after.text == "/" || after.text == "°"
      || (after.text == ":" && tokens[position + 2]?.kind == .number)
  }

  private mutating func findPrice(at position: Int) -> Bool {
    var numbers = tokens[position]?.numbers ?? []
    var first = position
    // `1 299 €` with a plain space: both `1299` and `299` count.
    if let before = tokens[position - 1], let token = tokens[position], before.kind == .number,
      token.isSpaced, token.text.prefix(while: \.isNumber).count == 3, before.text.count <= 3,
      before.text.allSatisfy(\.isNumber), !taken.contains(position - 1)
    {
      numbers += NumberReading.readings(of: before.text + "\u{2007}" + token.text)
      first = position - 1
    }
    if let right = Currency.mention(startingAt: position + 1, in: tokens) {
      addPrice(first...right.tokens.upperBound, numbers, right.codes, number: first)
      return true
    }
    if let left = Currency.mention(endingAt: position - 1, in: tokens),
      !taken.contains(left.tokens.lowerBound)
    {
      addPrice(
        left.tokens.lowerBound...position, tokens[position]?.numbers ?? [], left.codes,
        number: left.tokens.lowerBound)
      return true
    }
    if let range = currencyOfRange(at: position) {
      addPrice(position...position, numbers, range, number: position)
      return true
    }
    return false
  }

  private mutating func addPrice(
    _ span: ClosedRange<Int>, _ numbers: [FigureNumber], _ codes: Set<String>, number: Int
  ) {
    let isNothing = numbers.allSatisfy { $0.tenThousandths == 0 }
    let isCount = ["k", "m", "million", "billion", "mio"].contains(
      tokens[span.upperBound + 1]?.folded ?? "")
    guard !isNothing, !isCount else { return taken.formUnion(span) }
    add(
      .price, span, numbers: numbers, currencies: codes,
      exactness: .before(number, in: tokens))
  }

  /// The currency of the other end, for `$10–15`, `10–15 €` and `10 to 15 dollars`.
  private func currencyOfRange(at position: Int) -> Set<String>? {
    let dashes = ["-", "–", "—"]
    if let dash = tokens[position - 1], dashes.contains(dash.text), !dash.isSpaced,
      let low = figures.last, low.kind == .price, low.tokens.upperBound == position - 2
    {
      return low.currencies
    }
    guard let link = tokens[position + 1], let high = tokens[position + 2], high.kind == .number,
      dashes.contains(link.text) || ["to", "bis", "à", "a", "até"].contains(link.folded)
    else { return nil }
    return Currency.mention(startingAt: position + 3, in: tokens)?.codes
  }

  private mutating func findPercent(at position: Int) -> Bool {
    guard let next = tokens[position + 1], let token = tokens[position] else { return false }
    let isPercent =
      next.text == "%" || ["percent", "prozent"].contains(next.folded)
      || (["pour", "por"].contains(next.folded)
        && ["cent", "ciento", "cento"].contains(tokens[position + 2]?.folded ?? ""))
    guard isPercent else { return false }
    taken.insert(position)
    // Nothing and everything are manners of speaking.
    guard !token.numbers.contains(where: { $0.whole == 0 || $0.whole == 100 }) else { return true }
    add(
      .percent, position...position + 1, numbers: token.numbers,
      exactness: .before(position, in: tokens))
    return true
  }

  // MARK: Identifiers

  private mutating func findIdentifiers(prefixes: Set<String>) {
    var position = 0
    while position < tokens.all.count {
      guard let run = IdentifierRun(in: tokens, at: position) else {
        position += 1
        continue
      }
      defer { position = run.span.upperBound + 1 }
      guard run.span.allSatisfy({ !taken.contains($0) }) else { continue }
      if let kind = run.kind(prefixes: prefixes) {
        add(kind, run.span, identifier: run.plain)
      } else if run.digits > 9 {
        taken.formUnion(run.span)
      }
    }
  }

  /// The letters that item numbers of the records begin with, before a hyphen: `hb-` of `HB-BK-0042`.
  private static func prefixes(of identifiers: Set<String>) -> Set<String> {
    Set(
      identifiers.compactMap { identifier in
        guard let hyphen = identifier.firstIndex(of: "-"), identifier.first?.isLetter == true else {
          return nil
        }
        return String(identifier[...hyphen]).lowercased()
      })
  }
}
