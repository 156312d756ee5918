/// Fractions as measures are written with them: `1/2`, `1-1/2`, `¾`.
enum Fraction {
  /// Those that rulers and scales have, the coarsest first.
  static let denominators = [2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64]
  private static let ofRulers = [2, 4, 8, 16, 32]

  /// The value of a sign such as `½`.
  static func value(of sign: Unicode.Scalar) -> Double? {
    guard !sign.isASCII, let value = sign.properties.numericValue, value > 0, value < 1 else {
      return nil
    }
    return value
  }

  /// The value of a numerator and a denominator as people write them.
  static func value(_ numerator: Int, _ denominator: Int) -> Double? {
    guard numerator > 0, numerator < 1000, denominators.contains(denominator) else { return nil }
    return Double(numerator) / Double(denominator)
  }

  /// A number as a whole and a fraction of a ruler; `nil` for a whole number and where none is near.
  static func parts(of value: Double) -> (whole: Int, numerator: Int, denominator: Int)? {
    guard value > 0, value < 1000 else { return nil }
    let whole = Int(value)
    let rest = value - Double(whole)
    for denominator in ofRulers {
      let numerator = (rest * Double(denominator)).rounded()
      guard numerator > 0, numerator < Double(denominator),
        Measure.isNear(value, Double(whole) + numerator / Double(denominator))
      else { continue }
      return (whole, Int(numerator), denominator)
    }
    return nil
  }

  /// The sign for a fraction, where there is one.
  static func sign(_ numerator: Int, _ denominator: Int) -> String? {
    signs["\(numerator)/\(denominator)"]
  }

  private static let signs = [
    "1/2": "½", "1/4": "¼", "3/4": "¾", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
  ]
}
