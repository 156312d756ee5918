import ParleyPlugin

/// What the offers of a product say: price, stock, condition.
struct SchemaOrgOffers {
  private let offers: [SchemaOrgNode]
  private let currency: String?

  /// - Parameter currency: Which offers count where there are several currencies.
  init(of product: SchemaOrgNode, currency: String?) {
    // Offers of the variants stand in the variants, those of an aggregate in the aggregate.
    let own = product.nodes("offers") + product.nodes("hasVariant").flatMap { $0.nodes("offers") }
    offers = own.flatMap { offer in
      let inner = offer.nodes("offers")
      return inner.isEmpty ? [offer] : inner
    }
    self.currency = currency
  }

  func columns(line: Int) -> [RawColumn] {
    var columns: [RawColumn] = []
    func add(_ name: String, _ value: RawValue) {
      guard !value.isEmpty else { return }
      columns.append(RawColumn(name: name, value: value, line: line))
    }
    let priced = offers.compactMap(Self.price)
    let wanted = priced.filter { $0.currency == currency }
    let candidates = wanted.isEmpty ? priced : wanted
    if let odd = candidates.first(where: { $0.amount == nil }) {
      add("price", odd.value)
      add("currency", odd.currency.map { .text($0) } ?? .none)
    } else if let best = candidates.min(by: { ($0.amount ?? 0) < ($1.amount ?? 0) }) {
      add("price", best.value)
      add("currency", best.currency.map { .text($0) } ?? .none)
    }
    let states = offers.flatMap { SchemaOrgNode.words($0["availability"]) }
    let isThere = states.contains { StockReader.availability($0) == .availability("in stock") }
    add("availability", isThere ? .text("in stock") : states.first.map { .text($0) } ?? .none)
    let levels = offers.compactMap { $0.nodes("inventoryLevel").first?["value"]?.number }
    if levels.count == offers.count, !levels.isEmpty {
      add("stock", .plain("\(levels.reduce(0, +))"))
    }
    let condition = offers.lazy.flatMap { SchemaOrgNode.words($0["itemCondition"]) }.first
    add("condition", condition.map { .text(Self.condition($0)) } ?? .none)
    add("url", offers.lazy.compactMap { $0.text("url") }.first.map { .text($0) } ?? .none)
    return columns
  }

  private struct Price {
    var value: RawValue
    var currency: String?
    /// `nil` when it is no plain number.
    var amount: Double?
  }

  private static func price(_ offer: SchemaOrgNode) -> Price? {
    let inner = offer.nodes("priceSpecification").first
    for node in [offer, inner].compactMap(\.self) {
      for name in ["price", "lowPrice", "minPrice"] {
        let value = node.raw(name)
        guard let text = value.scalar, !text.isEmpty else { continue }
        // schema.org asks for a point before the decimals.
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
        return Price(
          value: isPlain ? .number(text) : value,
          currency: node.text("priceCurrency") ?? offer.text("priceCurrency"),
          amount: isPlain ? Double(text) : nil)
      }
    }
    return nil
  }

  private static func condition(_ word: String) -> String {
    let name = word.hasSuffix("Condition") ? String(word.dropLast("Condition".count)) : word
    return name.lowercased()
  }
}
