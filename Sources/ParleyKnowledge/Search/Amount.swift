import ParleyPlugin

/// A number in a request, with the sign or word that says what it counts.
struct Amount: Sendable, Hashable {
  /// What the number counts.
  enum Unit: Sendable, Hashable {
    /// Money: the possible currencies, the likeliest first.
    case money([String])
    case pages
    /// Something that no field holds, such as centimetres.
    case other
    case none
  }

  /// A plain decimal.
  var text: String
  var number: Double
  var unit: Unit
  /// The words it takes, the unit included.
  var range: Range<Int>

  /// Whether the number can be a year.
  var isYear: Bool {
    unit == .none && text.utf8.count == 4 && (1000...2100).contains(number)
  }
}

extension RequestDraft {
  /// The amount that begins at this word, when it is not read yet.
  func amount(at index: Int, _ lexicon: Lexicon) -> Amount? {
    guard isFree(index), let number = words[index].number else { return nil }
    let text = words[index].surface
    var end = index + 1
    var unit = Amount.Unit.none
    if let currencies = sign(in: signs(before: index)) ?? sign(in: signs(after: index)) {
      unit = .money(currencies)
      // "US$ 20 dollars": the word after the sign says the same.
      if let word = lexicon.currencies.match(at: end, in: surfaces) { end += word.length }
    } else if let word = lexicon.currencies.match(at: end, in: surfaces) {
      unit = .money(word.value)
      end += word.length
    } else if index > 0, isFree(index - 1), isCurrencyCode(index - 1, lexicon),
      let word = lexicon.currencies.match(at: index - 1, in: surfaces)
    {
      unit = .money(word.value)
    } else if length(of: .pages, at: end, lexicon) > 0 {
      unit = .pages
      end += length(of: .pages, at: end, lexicon)
    } else if isQuantity(index)
      || (lexicon.length(of: .unit, at: end, in: surfaces) > 0 && !isClauseBreak(end)
        && !isPreposition(end))
    {
      unit = .other
    }
    return Amount(text: text, number: number, unit: unit, range: index..<end)
  }

  /// Whether a unit of measure follows the number, however it is written.
  private func isQuantity(_ index: Int) -> Bool {
    quantities.contains { found in
      found.words.contains(index) && found.quantity.measures.contains { $0.unit != nil }
    }
  }

  /// The signs that touch a word from the left: no words stand there, only spaces and signs.
  private func signs(before index: Int) -> Substring {
    text.gaps[index].drop { $0 == " " }
  }

  private func signs(after index: Int) -> Substring {
    guard text.gaps.indices.contains(index + 1) else { return "" }
    return text.gaps[index + 1].drop { $0 == " " }.prefix(1)
  }

  /// "12 in" are inches, "after 2020 in paperback" are none.
  private func isPreposition(_ index: Int) -> Bool {
    isFunctionWord[index] && index + 1 < count && !isClauseBreak(index + 1)
  }

  private func isClauseBreak(_ index: Int) -> Bool {
    text.gaps[index].contains(where: { ",;?!".contains($0) })
  }

  /// A code or sign before the number, such as "USD 20"; a plain word there means something else.
  private func isCurrencyCode(_ index: Int, _ lexicon: Lexicon) -> Bool {
    surfaces[index].utf8.count == 3
      && lexicon.currencies.match(at: 0, in: [surfaces[index]]) != nil
  }

  private func sign(in gap: Substring) -> [String]? {
    for sign in gap.reversed() {
      if let currencies = Self.currencySigns[sign] { return currencies }
    }
    return nil
  }

  /// Signs are the same in every language.
  private static let currencySigns: [Character: [String]] = [
    "$": ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"], "€": ["EUR"], "£": ["GBP"],
    "¥": ["JPY", "CNY"], "₹": ["INR"], "₩": ["KRW"], "₺": ["TRY"], "₽": ["RUB"],
  ]
}
