/// Numbers for people.
enum Figures {
  /// With this many decimals, rounded: `0.87`. What is no number, or beyond all use, is a dash.
  static func fixed(_ number: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<max(0, places) { scale *= 10 }
    guard number.isFinite, abs(number) < 1e12 else { return "–" }
    let scaled = Int((abs(number) * Double(scale)).rounded())
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: scale)
    let sign = number < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(whole)" }
    let digits = String(rest)
    let zeros = String(repeating: "0", count: max(0, places - digits.count))
    return "\(sign)\(whole).\(zeros)\(digits)"
  }

  /// `0.42 ms`, `17 ms`, `2.3 s`.
  static func time(milliseconds: Double) -> String {
    switch milliseconds {
    case ..<10: "\(fixed(milliseconds, places: 2)) ms"
    case ..<1000: "\(fixed(milliseconds, places: 0)) ms"
    default: "\(fixed(milliseconds / 1000, places: 1)) s"
    }
  }

  /// `1 turn`, `3 turns`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
