/// The currencies that a sign, a code or a word may mean.
enum Currency {
  private static let dollars: Set<String> = [
    "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "UYU", "TWD",
  ]
  private static let pesos: Set<String> = ["MXN", "ARS", "CLP", "COP", "UYU", "PHP"]

  private static let signs: [String: Set<String>] = [
    "$": dollars, "€": ["EUR"], "£": ["GBP"], "¥": ["JPY", "CNY"], "₹": ["INR"], "₩": ["KRW"],
    "₺": ["TRY"], "₽": ["RUB"], "₪": ["ILS"],
  ]

  /// Letters right before a dollar sign.
  private static let prefixes: [String: Set<String>] = [
    "US": ["USD"], "R": ["BRL"], "CA": ["CAD"], "C": ["CAD"], "A": ["AUD"], "AU": ["AUD"],
    "NZ": ["NZD"], "HK": ["HKD"], "S": ["SGD"], "MX": ["MXN"],
  ]

  private static let codes: Set<String> = dollars.union(pesos).union([
    "EUR", "GBP", "CHF", "JPY", "CNY", "BRL", "INR", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF",
    "TRY", "ZAR", "KRW", "ILS", "RON", "ISK",
  ])

  private static let words: [String: Set<String>] = [
    "dollar": dollars, "dollars": dollars, "bucks": dollars, "dólares": dollars, "dólar": dollars,
    "euro": ["EUR"], "euros": ["EUR"], "franken": ["CHF"], "francs": ["CHF"], "reais": ["BRL"],
    "pesos": pesos, "kr": ["SEK", "NOK", "DKK"], "zł": ["PLN"], "kč": ["CZK"], "yen": ["JPY"],
  ]

  /// A currency and the tokens that name it, on one side of a number.
  struct Mention: Sendable, Hashable {
    var codes: Set<String>
    var tokens: ClosedRange<Int>
  }

  /// The currency that ends at a position.
  static func mention(endingAt end: Int, in tokens: Tokens) -> Mention? {
    guard let token = tokens[end] else { return nil }
    if let sign = signs[token.text] {
      if token.text == "$", !token.isSpaced, let before = tokens[end - 1],
        let precise = prefixes[before.text]
      {
        return Mention(codes: precise, tokens: end - 1...end)
      }
      return Mention(codes: sign, tokens: end...end)
    }
    return code(token).map { Mention(codes: $0, tokens: end...end) }
  }

  /// The currency that begins at a position, after a number; `12,– €` and `12,- €` count as well.
  static func mention(startingAt start: Int, in tokens: Tokens) -> Mention? {
    var position = start
    while position < start + 3, let token = tokens[position], !token.isSpaced,
      [",", ".", "-", "–", "—"].contains(token.text)
    {
      position += 1
    }
    guard let token = tokens[position] else { return nil }
    if let sign = signs[token.text] {
      // `5 $10`: the sign belongs to what follows.
      if token.isSpaced, let next = tokens[position + 1], next.kind == .number, !next.isSpaced {
        return nil
      }
      return Mention(codes: sign, tokens: position...position)
    }
    if ["US", "R"].contains(token.text), tokens[position + 1]?.text == "$" {
      return prefixes[token.text].map { Mention(codes: $0, tokens: position...position + 1) }
    }
    let named = code(token) ?? words[token.folded]
    return named.map { Mention(codes: $0, tokens: position...position) }
  }

  private static func code(_ token: Token) -> Set<String>? {
    codes.contains(token.text) ? [token.text] : nil
  }
}
