import ParleyPlugin

/// Reads when something was published, or was last changed: a year or a date.
enum DateReader {
  /// The years that a record may name. Those before our era are negative: the Odyssey is from -720.
  static let years = -3000...2100

  /// A year as a number, or a date as a timestamp.
  static func published(_ text: String) throws(FieldProblem) -> FieldValue {
    if let year = wholeNumber(text) {
      try check(year: year, in: text)
      return .number(Double(year))
    }
    if let month = yearOfMonth(text) {
      try check(year: month, in: text)
      return .number(Double(month))
    }
    if let date = timestamp(text) {
      if let year = Int(text.suffixYear ?? text.prefix(4)) { try check(year: year, in: text) }
      return .timestamp(date)
    }
    if looksLikeDigits(text) {
      throw FieldProblem("'\(text.excerpt)' has the letter O in place of the digit 0")
    }
    throw FieldProblem("'\(text.excerpt)' is neither a year nor a date; write 1969 or 1969-03-14")
  }

  /// A point in time.
  static func updated(_ text: String) throws(FieldProblem) -> FieldValue {
    guard let date = timestamp(text) else {
      throw FieldProblem(
        "'\(text.excerpt)' is not a date; write 2026-10-14 or 2026-10-14T18:30:00Z")
    }
    return .timestamp(date)
  }

  /// RFC 3339, or `14.10.2026`: with points the day always comes first. Dates with slashes are not
  /// read, because they mean different days in different countries.
  private static func timestamp(_ text: String) -> Timestamp? {
    if let timestamp = Timestamp(text) { return timestamp }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(\.trimmed)
    guard parts.count == 3, parts[2].utf8.count == 4,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let padded = parts.map { $0.utf8.count == 1 ? "0" + $0 : $0 }
    return Timestamp("\(padded[2])-\(padded[1])-\(padded[0])")
  }

  /// `1969`, also as spreadsheets write it: `1969.0`.
  private static func wholeNumber(_ text: String) -> Int? {
    let digits = text.hasSuffix(".0") ? text.dropLast(2) : text[...]
    guard digits.utf8.count <= 9 else { return nil }
    return Int(digits)
  }

  /// The year of `1969-03`.
  private static func yearOfMonth(_ text: String) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]),
      let month = Int(parts[1]), (1...12).contains(month)
    else { return nil }
    return year
  }

  private static func check(year: Int, in text: String) throws(FieldProblem) {
    guard years.contains(year) else {
      throw FieldProblem(
        "'\(text.excerpt)' is out of range; a year lies between \(years.lowerBound) and "
          + "\(years.upperBound)")
    }
  }

  private static func looksLikeDigits(_ text: String) -> Bool {
    text.contains(where: \.isWholeNumber)
      && text.allSatisfy { $0.isWholeNumber || $0 == "O" || $0 == "o" }
  }
}

extension String {
  /// The year of a date written with points.
  fileprivate var suffixYear: Substring? {
    contains(".") && !contains("T") && count <= 10 ? suffix(4) : nil
  }
}
