import ParleyPlugin

/// Reads prices as shops write them, and refuses what could mean two amounts.
struct PriceReader: Sendable, Hashable {
  let style: NumberStyle
  /// The collection's currency.
  let currency: String?

  /// - Parameters:
  ///   - rowCurrency: What the row's currency column says.
  /// - Throws: ``FieldProblem`` naming the form to write.
  func read(_ value: RawValue, rowCurrency: String?) throws(FieldProblem) -> Money {
    guard let text = value.scalar?.trimmed else {
      throw FieldProblem("a price is one amount, for example 15.00 or 15.00 EUR")
    }
    guard let first = text.firstIndex(where: \.isNumber),
      let last = text.lastIndex(where: \.isNumber)
    else {
      throw FieldProblem("'\(text.excerpt)' is not a price; write 15.00 or 15.00 EUR")
    }
    let before = text[..<first].trimmed
    var after = text[text.index(after: last)...].trimmed
    for ending in [",-", ".-", ",–", ".–"] where after.hasPrefix(ending) {
      after = after.dropFirst(ending.count).trimmed
    }
    if before.contains("-") || before.contains("−") {
      throw FieldProblem("'\(text.excerpt)' is negative; a price is zero or more")
    }
    let code = try currencyCode(before: before, after: after, rowCurrency: rowCurrency, in: text)
    let isExact = if case .number = value { true } else { false }
    let decimal = try plainDecimal(
      String(text[first...last]), isExact: isExact, currency: code, in: text)
    guard decimal.utf8.count <= 16, let money = Money(decimal: decimal, currency: code) else {
      throw FieldProblem(
        "'\(text.excerpt)' is out of range; a price has up to 11 digits and four decimals")
    }
    return money
  }

  private func currencyCode(
    before: String, after: String, rowCurrency: String?, in text: String
  ) throws(FieldProblem) -> String {
    let reader = CurrencyReader(expected: rowCurrency ?? currency)
    let words = [before, after].filter { !$0.isEmpty }
    guard words.count <= 1 else {
      throw FieldProblem("'\(text.excerpt)' is not a price; write 15.00 or 15.00 EUR")
    }
    guard let word = words.first else {
      if let code = rowCurrency ?? currency { return code }
      throw FieldProblem(
        "'\(text.excerpt)' has no currency; write 15.00 EUR, or set the collection's currency")
    }
    let code = try reader.code(of: word)
    if let rowCurrency, rowCurrency != code {
      throw FieldProblem("'\(text.excerpt)' is in \(code), the row's currency is \(rowCurrency)")
    }
    return code
  }

  /// The number with a decimal point and no other sign.
  private func plainDecimal(
    _ text: String, isExact: Bool, currency: String, in whole: String
  ) throws(FieldProblem) -> String {
    let number = try withoutSpaces(text, in: whole)
    let points = number.count { $0 == "." }
    let commas = number.count { $0 == "," }
    if points + commas == 0 { return try digitsOnly(number, in: whole) }
    if isExact, commas == 0, points == 1 { return number }
    if points > 0, commas > 0 {
      let decimalSign: Character = number.lastIndex(of: ".") > number.lastIndex(of: ",") ? "." : ","
      return try grouped(number, decimalSign: decimalSign, in: whole)
    }
    let sign: Character = points > 0 ? "." : ","
    if points + commas > 1 {
      return try grouped(number, decimalSign: sign == "." ? "," : ".", in: whole)
    }
    return try single(number, sign: sign, currency: currency, in: whole)
  }

  /// One point or one comma: decimals or thousands, as the language has it.
  private func single(
    _ number: String, sign: Character, currency: String, in whole: String
  ) throws(FieldProblem) -> String {
    let parts = number.split(separator: sign, omittingEmptySubsequences: false)
    let (integer, fraction) = (parts[0], parts[1])
    let hasThreeDecimals = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].contains(currency)
    if sign == style.decimalSign {
      guard fraction.count != 3 || hasThreeDecimals else { throw ambiguous(parts, in: whole) }
      return try digitsOnly("\(integer).\(fraction)", in: whole)
    }
    if fraction.count == 3, !hasThreeDecimals {
      return try grouped(number, decimalSign: style.decimalSign, in: whole)
    }
    // A decimal point is understood everywhere; a decimal comma only where it is the custom.
    guard sign == "." else {
      throw FieldProblem("'\(whole.excerpt)' has a decimal comma; write \(integer).\(fraction)")
    }
    return try digitsOnly(number, in: whole)
  }

  private func grouped(
    _ number: String, decimalSign: Character, in whole: String
  ) throws(FieldProblem) -> String {
    let thousands: Character = decimalSign == "." ? "," : "."
    let halves = number.split(separator: decimalSign, omittingEmptySubsequences: false)
    let groups = halves[0].split(separator: thousands, omittingEmptySubsequences: false)
    guard halves.count <= 2, groups.allSatisfy({ $0.count <= 3 && !$0.isEmpty }),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      halves.last?.contains(thousands) != true
        || halves.count == 1
    else { throw notANumber(whole) }
    let plain = groups.joined() + (halves.count == 2 ? ".\(halves[1])" : "")
    return try digitsOnly(plain, in: whole)
  }

  /// Without the spaces and apostrophes that group thousands.
  private func withoutSpaces(_ text: String, in whole: String) throws(FieldProblem) -> String {
    let groups = text.split(omittingEmptySubsequences: false) {
      $0.isWhitespace || $0 == "'" || $0 == "’"
    }
    guard groups.count > 1 else { return text }
    for (index, group) in groups.enumerated() {
      let digits = group.prefix { $0 != "." && $0 != "," }
      let fits = index == 0 ? (1...3).contains(group.count) : digits.count == 3
      guard fits, index == groups.count - 1 || digits.count == group.count else {
        throw notANumber(whole)
      }
    }
    return groups.joined()
  }

  private func digitsOnly(_ text: String, in whole: String) throws(FieldProblem) -> String {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) else {
      throw notANumber(whole)
    }
    return text
  }

  private func ambiguous(_ parts: [Substring], in whole: String) -> FieldProblem {
    FieldProblem(
      "'\(whole.excerpt)' may mean \(parts[0])\(parts[1]) or \(parts[0]).\(parts[1]); "
        + "write \(parts[0])\(parts[1]).00 or \(parts[0]).\(parts[1].prefix(2))")
  }

  private func notANumber(_ whole: String) -> FieldProblem {
    FieldProblem("'\(whole.excerpt)' is not a price; write 15.00 or 15.00 EUR")
  }
}

extension String.Index? {
  /// Later in the text; no place comes first.
  fileprivate static func > (left: String.Index?, right: String.Index?) -> Bool {
    guard let left else { return false }
    guard let right else { return true }
    return left > right
  }
}
