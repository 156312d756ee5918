/// How a language writes numbers: with a decimal point (`1,299.50`) or a comma (`1.299,50`).
package struct NumberStyle: Sendable, Hashable {
  /// The sign before decimals.
  package let decimalSign: Character

  /// - Parameter language: A BCP 47 tag; only its first part counts.
  package init(language: String) {
    let tag = Self.primaryTag(of: language)
    decimalSign = Self.commaLanguages.contains(tag) ? "," : "."
  }

  /// A number as a plain decimal with a point, or `nil` when the signs do not fit any number.
  ///
  /// - Parameter text: Digits, points and commas, beginning and ending with a digit.
  func plain(_ text: String) -> String? {
    let thousands: Character = decimalSign == "." ? "," : "."
    let halves = text.split(separator: decimalSign, omittingEmptySubsequences: false)
    guard let whole = halves.first, halves.count <= 2 else { return nil }
    let fraction = halves.count == 2 ? halves[1] : ""
    let groups = whole.split(separator: thousands, omittingEmptySubsequences: false)
    if fraction.contains(thousands) { return nil }
    guard groups.count > 1 else {
      return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
    }
    let digits = groups.joined()
    if groups.dropFirst().allSatisfy({ $0.count == 3 }), (1...3).contains(groups[0].count) {
      return fraction.isEmpty ? digits : "\(digits).\(fraction)"
    }
    // The other language's decimals, such as "14,99" in English text; "8,9" is a list.
    guard groups.count == 2, halves.count == 1, thousands == "." || groups[1].count == 2 else {
      return nil
    }
    return "\(groups[0]).\(groups[1])"
  }

  /// The language alone: `de` of `de-AT`.
  static func primaryTag(of language: String) -> String {
    String(language.lowercased().prefix { $0 != "-" && $0 != "_" })
  }

  private static let commaLanguages: Set<String> = [
    "bg", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "hr", "hu", "id", "it", "lt",
    "lv", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk", "vi",
  ]
}
