import ParleyPlugin

/// Reads plain numbers.
enum NumberReader {
  /// A number of something, such as `336` or `336 pages`, within a range.
  static func count(
    _ text: String, in range: ClosedRange<Double>, what: String
  ) throws(FieldProblem) -> Double {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
    let unit = text[digits.endIndex...].trimmed
    guard let number = Double(digits), number.isFinite,
      unit.allSatisfy({ $0.isLetter || $0 == "." })
    else {
      throw FieldProblem("'\(text.excerpt)' is not a number; write \(what)")
    }
    guard range.contains(number) else {
      throw FieldProblem(
        "'\(text.excerpt)' is out of range; it lies between \(Int(range.lowerBound)) and "
          + "\(Int(range.upperBound))")
    }
    return number
  }

  /// The number in a series; for a volume that holds several, their range as a text (`1-3`).
  static func seriesNumber(_ text: String) throws(FieldProblem) -> FieldValue {
    let range = 0.0...10_000
    let ends = text.split { $0 == "-" || $0 == "–" }.map { Double($0.trimmed) }
    if ends.count == 2, let first = ends[0], let last = ends[1], range.contains(first),
      range.contains(last), first <= last
    {
      return .text(text)
    }
    return .number(try count(text, in: range, what: "the number in the series, such as 2 or 1-3"))
  }

  /// The number that an unquoted value stands for, when its text is the only way to write it:
  /// `192` is a number; `007`, `1.10` and a telephone number stay text.
  static func unmistakable(_ text: String) -> Double? {
    guard text.utf8.count <= 12, let number = Double(text), number.isFinite else { return nil }
    if number.rounded() == number, abs(number) < 1e9 {
      return String(Int(number)) == text ? number : nil
    }
    return "\(number)" == text ? number : nil
  }
}
