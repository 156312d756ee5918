/// Knows what people write for a currency: a code, a sign, or a sign that several countries share.
struct CurrencyReader: Sendable, Hashable {
  /// The collection's currency: decides what `$` and `kr` mean.
  let expected: String?

  /// The ISO 4217 code that the word stands for.
  func code(of word: String) throws(FieldProblem) -> String {
    if word.utf8.count == 3, word.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }) {
      return word.uppercased()
    }
    if let code = Self.signs[word.lowercased()] { return code }
    if let family = Self.sharedSigns[word.lowercased()] {
      if let expected, family.contains(expected) { return expected }
      // A dollar sign alone is the US dollar where nothing else was said.
      if expected == nil, word == "$" { return "USD" }
      throw FieldProblem(
        "'\(word)' may stand for \(family.prefix(3).joined(separator: ", ")) and others; "
          + "write the code, for example 15.00 \(family[0])")
    }
    throw FieldProblem("'\(word.excerpt)' is no currency; write its code, for example 15.00 EUR")
  }

  private static let signs: [String: String] = [
    "€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "us$": "USD", "c$": "CAD", "ca$": "CAD",
    "a$": "AUD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "r$": "BRL", "₹": "INR",
    "₽": "RUB", "₩": "KRW", "₺": "TRY", "₪": "ILS", "₫": "VND", "฿": "THB", "₴": "UAH", "zł": "PLN",
    "kč": "CZK", "ft": "HUF", "fr.": "CHF", "sfr.": "CHF",
  ]

  private static let sharedSigns: [String: [String]] = [
    "$": ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP"],
    "¥": ["JPY", "CNY"],
    "kr": ["SEK", "NOK", "DKK", "ISK"],
    "kr.": ["DKK", "SEK", "NOK", "ISK"],
  ]
}
