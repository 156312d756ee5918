import ParleyPlugin

/// Reads whether something can be bought, and how many there are.
enum StockReader {
  /// What a stock or availability column says.
  enum Reading: Hashable {
    case stock(Double)
    /// `in stock`, `out of stock`, `preorder`, `backorder`, or the shop's own words.
    case availability(String)
  }

  /// A count, or words that tell the availability. Throws for other words.
  static func stock(_ text: String) throws(FieldProblem) -> Reading {
    if let count = Double(text), count.isFinite, abs(count) <= 1e9 { return .stock(count) }
    if let known = known(text) { return .availability(known) }
    throw FieldProblem(
      "'\(text.excerpt)' is not a stock; write a number, 'in stock' or 'out of stock'")
  }

  /// A count where there is one, else words.
  static func availability(_ text: String) -> Reading {
    if let count = Double(text), count.isFinite, abs(count) <= 1e9 { return .stock(count) }
    return .availability(known(text) ?? text)
  }

  private static func known(_ text: String) -> String? {
    var word = TextAnalyzer.folded(text)
    // schema.org writes addresses: https://schema.org/InStock.
    if let slash = word.lastIndex(of: "/"), word.hasPrefix("http") {
      word = String(word[word.index(after: slash)...])
    }
    return words[word.filter { $0.isLetter || $0.isNumber }]
  }

  private static let words: [String: String] = {
    let lists: [(String, [String])] = [
      (
        "in stock",
        [
          "instock", "yes", "true", "y", "available", "instoreonly", "onlineonly",
          "limitedavailability", "ja", "auflager", "lieferbar", "sofortlieferbar", "verfugbar",
          "vorratig", "oui", "enstock", "disponible", "si", "sim", "emestoque", "disponivel",
        ]
      ),
      (
        "out of stock",
        [
          "outofstock", "no", "false", "n", "soldout", "unavailable", "discontinued", "nein",
          "nichtlieferbar", "nichtverfugbar", "nichtauflager", "vergriffen", "ausverkauft", "non",
          "epuise", "agotado", "nodisponible", "nao", "esgotado",
        ]
      ),
      ("preorder", ["preorder", "presale", "vorbestellbar", "vorbestellung"]),
      ("backorder", ["backorder", "backordered", "onbackorder"]),
    ]
    return Dictionary(
      lists.flatMap { meaning, spellings in spellings.map { ($0, meaning) } },
      uniquingKeysWith: { first, _ in first })
  }()
}
