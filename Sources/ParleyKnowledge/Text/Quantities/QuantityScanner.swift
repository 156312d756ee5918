/// Finds the quantities in a request: `1-1/2 in.`, `6'2"`, `5 ft x 8 ft`, `5x8`, `18-volt`, `2,5 l`.
///
/// Reads signs, which the index does not hold (for what is indexed see ``WrittenQuantities``). Takes time in
/// proportion to the text.
struct QuantityScanner {
  /// A quantity and the words that it takes.
  struct Found: Sendable, Hashable {
    var quantity: Quantity
    var words: Range<Int>
  }

  private let units: UnitWords
  private let style: NumberStyle
  private let isEnglish: Bool
  private var letters: [Unicode.Scalar] = []
  /// The word of each letter; the signs between words belong to the word after them.
  private var wordOfLetter: [Int] = []

  private static let mostSides = 4

  init(_ text: RequestText, units: UnitWords, language: String) {
    self.units = units
    style = NumberStyle(language: language)
    isEnglish = NumberStyle.primaryTag(of: language) == "en"
    for index in text.words.indices.prefix(RequestWording.mostWords) {
      for piece in [text.gaps[index], text.words[index].text] {
        letters += piece.unicodeScalars
      }
      wordOfLetter += Array(repeating: index, count: letters.count - wordOfLetter.count)
    }
    // The last word may have a sign: `1/2"`.
    if let last = wordOfLetter.last, text.gaps.indices.contains(last + 1) {
      letters += text.gaps[last + 1].unicodeScalars.prefix(3)
      wordOfLetter += Array(repeating: last, count: letters.count - wordOfLetter.count)
    }
  }

  /// Whether a request may have quantities at all.
  static func mayFind(in text: RequestText) -> Bool {
    text.words.contains { word in
      word.surface.unicodeScalars.contains { $0.isDigit || Fraction.value(of: $0) != nil }
    }
  }

  /// All quantities, in their order.
  func all() -> [Found] {
    var found: [Found] = []
    var position = 0
    while position < letters.count {
      guard isNumberStart(position) else {
        position += 1
        continue
      }
      if let (quantity, end) = quantity(at: position) {
        found.append(
          Found(quantity: quantity, words: wordOfLetter[position]..<wordOfLetter[end - 1] + 1))
        position = end
      } else {
        position = afterRun(position)
      }
    }
    return found
  }

  // MARK: Quantities

  private func quantity(at start: Int) -> (Quantity, Int)? {
    guard var (measure, end) = measure(at: start) else { return nil }
    var quantity = Quantity(measures: [measure])
    while quantity.measures.count < Self.mostSides, let next = sideStart(after: end),
      let side = self.measure(at: next)
    {
      (measure, end) = side
      quantity.measures.append(measure)
    }
    guard isEnd(end) else { return nil }
    quantity.shareUnits()
    return quantity.measures.count > 1 || measure.unit != nil ? (quantity, end) : nil
  }

  /// Where the number after an "x" begins.
  private func sideStart(after position: Int) -> Int? {
    var next = skipSpaces(position)
    guard let sign = letter(next) else { return nil }
    if "xX×*".unicodeScalars.contains(sign) {
      next += 1
    } else if isEnglish, word(at: next) == "by" {
      next += 2
    } else {
      return nil
    }
    next = skipSpaces(next)
    return isNumber(next) ? next : nil
  }

  /// A number with its unit, if it has one.
  private func measure(at start: Int) -> (Measure, Int)? {
    guard let (value, end) = number(at: start) else { return nil }
    guard let (unit, unitEnd) = unit(at: end) else { return (Measure(value: value), end) }
    // `1 1/2'`: feet are not divided so; two strokes were meant, or feet after all.
    if unit.name == "ft", value != value.rounded(),
      letter(unitEnd - 1)?.properties.isAlphabetic != true
    {
      return (Measure(value: value), unitEnd)
    }
    let measure = Measure(value: value, unit: unit)
    return unit.name == "ft" ? withInches(measure, unitEnd) : (measure, unitEnd)
  }

  /// `6'2"`, "6 ft. 2 in.": both together, in inches.
  private func withInches(_ feet: Measure, _ end: Int) -> (Measure, Int) {
    let start = skipSpaces(letter(end) == "." ? end + 1 : end)
    guard isNumber(start), let (value, next) = number(at: start), value < 12,
      let (unit, unitEnd) = unit(at: next)
        ?? (start == end ? units.unit("in").map { ($0, next) } : nil),
      unit.name == "in"
    else { return (feet, end) }
    return (Measure(value: feet.value * 12 + value, unit: unit), unitEnd)
  }

  // MARK: Numbers

  private func number(at start: Int) -> (Double, Int)? {
    var end = start
    if let sign = letter(start), let value = Fraction.value(of: sign) { return (value, start + 1) }
    var text = letter(start) == "." ? "0" : ""
    while let sign = letter(end),
      sign.isDigit || ((sign == "." || sign == ",") && letter(end + 1)?.isDigit == true)
    {
      text.unicodeScalars.append(sign)
      end += 1
    }
    guard let value = style.plain(text).flatMap({ Double($0) }), value < 1e7 else { return nil }
    if let sign = letter(end), let part = Fraction.value(of: sign) {
      return (value + part, end + 1)
    }
    if let fraction = fraction(value, end) { return fraction }
    // "1-1/2", "1 1/2", "1 ½": a whole number and a fraction below one.
    guard let joint = letter(end), joint == "-" || joint == " " else { return (value, end) }
    if let sign = letter(end + 1), let part = Fraction.value(of: sign) {
      return (value + part, end + 2)
    }
    guard let (numerator, after) = digits(end + 1), let (part, last) = fraction(numerator, after),
      part < 1
    else { return (value, end) }
    return (value + part, last)
  }

  /// The value of a numerator and what follows it, a slash and a denominator.
  private func fraction(_ numerator: Double, _ end: Int) -> (Double, Int)? {
    guard let slash = letter(end), slash == "/" || slash == "⁄",
      let (denominator, last) = digits(end + 1),
      let value = Fraction.value(Int(exactly: numerator) ?? 0, Int(exactly: denominator) ?? 0)
    else { return nil }
    return (value, last)
  }

  private func digits(_ start: Int) -> (Double, Int)? {
    var end = start
    while letter(end)?.isDigit == true, end - start < 4 { end += 1 }
    return Double(String(String.UnicodeScalarView(letters[start..<max(start, end)]))).map {
      ($0, end)
    }
  }

  // MARK: Units

  /// The unit right after a number, or after a space or a hyphen.
  private func unit(at end: Int) -> (MeasureUnit, Int)? {
    if let sign = sign(at: end) { return sign }
    let isJoined = letter(end)?.properties.isAlphabetic == true
    var start = end
    if !isJoined {
      guard let joint = letter(end), joint == " " || joint == "-" else { return nil }
      start = end + 1
      if joint == " ", let sign = sign(at: start), isEnd(sign.1) { return sign }
    }
    let first = run(at: start)
    guard !first.isEmpty else { return nil }
    if let two = unitOfTwoWords(first) { return two }
    // "5ftx8ft": the "x" belongs to what follows.
    let hasSide =
      "xX".unicodeScalars.contains(letters[first.upperBound - 1])
      && letter(first.upperBound)?.isDigit == true
    let word = hasSide ? first.lowerBound..<first.upperBound - 1 : first
    guard !word.isEmpty, hasSide || letter(word.upperBound)?.isDigit != true,
      let unit = units.unit(written: text(word)), isJoined || !isPreposition(word)
    else { return nil }
    return (unit, word.upperBound)
  }

  /// "fl. oz.", "sq ft".
  private func unitOfTwoWords(_ first: Range<Int>) -> (MeasureUnit, Int)? {
    var next = first.upperBound
    while let sign = letter(next), sign == "." || sign == " " || sign == "-" { next += 1 }
    let second = run(at: next)
    guard next > first.upperBound, !second.isEmpty else { return nil }
    let words = TextAnalyzer.folded("\(text(first)) \(text(second))")
    return units.unit(words).map { ($0, second.upperBound) }
  }

  /// Feet and inches as signs; two apostrophes are inches.
  private func sign(at position: Int) -> (MeasureUnit, Int)? {
    guard let sign = letter(position) else { return nil }
    if "'’′‘".unicodeScalars.contains(sign) {
      let isDouble = letter(position + 1) == sign
      return units.unit(isDouble ? "in" : "ft").map { ($0, position + (isDouble ? 2 : 1)) }
    }
    return "\"”″“".unicodeScalars.contains(sign) ? units.unit("in").map { ($0, position + 1) } : nil
  }

  /// "in" is a unit in English alone, and none in "3 in 1" and "2 in stock".
  private func isPreposition(_ word: Range<Int>) -> Bool {
    guard text(word).lowercased() == "in", letter(word.upperBound) != "." else { return false }
    let next = skipSpaces(word.upperBound)
    return !isEnglish || isNumber(next)
      || ["one", "stock", "a", "the"].contains(self.word(at: next))
  }

  // MARK: Letters

  private func letter(_ position: Int) -> Unicode.Scalar? {
    letters.indices.contains(position) ? letters[position] : nil
  }

  private func isNumber(_ position: Int) -> Bool {
    guard let sign = letter(position) else { return false }
    return sign.isDigit || Fraction.value(of: sign) != nil
      || (sign == "." && letter(position + 1)?.isDigit == true)
  }

  /// Whether a number begins here: not in the middle of a word such as "dw059" or "a-10".
  private func isNumberStart(_ position: Int) -> Bool {
    guard isNumber(position) else { return false }
    guard let before = letter(position - 1) else { return true }
    return !before.isDigit && !before.properties.isAlphabetic && before != "." && before != ","
      && before != "/" && before != "$" && before != "€" && before != "£"
  }

  /// Whether a quantity may end here: no letter or digit goes on.
  private func isEnd(_ position: Int) -> Bool {
    guard let next = letter(position) else { return true }
    return !next.isDigit && !next.properties.isAlphabetic
  }

  private func afterRun(_ position: Int) -> Int {
    var end = position + 1
    while let sign = letter(end), sign.isDigit || sign.properties.isAlphabetic { end += 1 }
    return end
  }

  private func skipSpaces(_ position: Int) -> Int {
    var position = position
    while let sign = letter(position),
      sign == " " || (sign == "." && letter(position + 1)?.isDigit != true)
    {
      position += 1
    }
    return position
  }

  private func run(at start: Int) -> Range<Int> {
    var end = start
    while let sign = letter(end), sign.properties.isAlphabetic { end += 1 }
    return start..<end
  }

  private func word(at start: Int) -> String { text(run(at: start)).lowercased() }

  private func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(letters[range]))
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(value) }
}
