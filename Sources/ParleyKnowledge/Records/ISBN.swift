/// International Standard Book Numbers, as thirteen digits.
///
/// Check digits follow the ISBN Users' Manual, 7th edition, sections 5.4 and 5.5.
package enum ISBN {
  /// The ISBN-13 of a text with ten or thirteen digits, hyphens and spaces allowed, or `nil` when
  /// it is none or its check digit is wrong.
  package static func thirteen(from text: String) -> String? {
    do {
      return try read(text)
    } catch {
      return nil
    }
  }

  /// The ISBN-13; the problem names the expected check digit.
  static func read(_ text: String) throws(FieldProblem) -> String {
    let characters = plain(text)
    let digits = characters.compactMap(\.wholeNumberValue)
    let isLong = characters.count == 13 && digits.count == 13
    let isShort =
      characters.count == 10
      && (digits.count == 10 || (digits.count == 9 && characters.last == "X"))
    if isLong {
      guard characters.hasPrefix("978") || characters.hasPrefix("979") else {
        throw FieldProblem(
          "'\(text.excerpt)' is not an ISBN: thirteen digits begin with 978 or 979")
      }
      try check(characters, expected: checkDigit13(digits.dropLast()), in: text)
      return characters
    }
    if isShort {
      try check(characters, expected: checkDigit10(digits.prefix(9)), in: text)
      let stem = "978" + characters.prefix(9)
      return stem + checkDigit13([9, 7, 8] + digits.prefix(9))
    }
    if characters.uppercased().contains("E+") {
      throw FieldProblem(
        "'\(text.excerpt)' was rounded by a spreadsheet; export the column as text")
    }
    throw FieldProblem(
      "'\(text.excerpt)' is not an ISBN: \(digits.count) digits found, an ISBN has 13 or 10")
  }

  /// Without hyphens, spaces, the word ISBN, and the `="…"` around numbers in exported tables.
  private static func plain(_ text: String) -> String {
    var characters = text.uppercased()[...]
    for label in ["ISBN-13", "ISBN-10", "ISBN13", "ISBN10", "ISBN"]
    where characters.hasPrefix(label) {
      characters = characters.dropFirst(label.count)
    }
    return characters.filter { !$0.isWhitespace && !"-‐‑–=\":".contains($0) }
  }

  private static func check(
    _ characters: String, expected: String, in text: String
  ) throws(FieldProblem) {
    guard let found = characters.last, String(found) != expected else { return }
    throw FieldProblem(
      "'\(text.excerpt)' has the wrong check digit: \(expected) expected, \(found) found")
  }

  private static func checkDigit13(_ digits: some Sequence<Int>) -> String {
    let sum = digits.enumerated().reduce(0) {
      $0 + $1.element * ($1.offset.isMultiple(of: 2) ? 1 : 3)
    }
    return String((10 - sum % 10) % 10)
  }

  private static func checkDigit10(_ digits: some Sequence<Int>) -> String {
    let sum = digits.enumerated().reduce(0) { $0 + $1.element * (10 - $1.offset) }
    let digit = (11 - sum % 11) % 11
    return digit == 10 ? "X" : String(digit)
  }
}
