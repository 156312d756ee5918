/// What the variants of a product cost, and how many there are.
struct ShopifyOffer {
  private let variants: [ShopifyVariant]
  private let line: Int
  /// The most variants that a record lists one by one.
  private static let listLimit = 60

  init(_ variants: [ShopifyVariant], line: Int) {
    self.variants = variants
    self.line = line
  }

  /// Price, stock and article numbers as columns of a record.
  var columns: [RawColumn] {
    var columns = prices + stock
    columns += list("sku", variants.compactMap(\.sku))
    columns += list("gtin", variants.compactMap(\.barcode).map(Self.plainNumber))
    if variants.count > 1 {
      columns += list("attributes.variants", variants.prefix(Self.listLimit).map(\.summary))
    }
    return columns
  }

  /// The price of the cheapest variant; a price that is no plain number is left to the rules of the
  /// collection's language, which refuse the record when it could mean two amounts.
  private var prices: [RawColumn] {
    let priced = variants.filter { $0.price != nil }
    if let odd = priced.first(where: { $0.amount == nil })?.price {
      return [RawColumn(name: "price", value: odd.value, line: odd.line)]
    }
    guard let cheapest = priced.min(by: { ($0.amount ?? 0) < ($1.amount ?? 0) }),
      let price = cheapest.price
    else { return [] }
    var columns: [RawColumn] = []
    if let before = cheapest.regularPrice {
      columns = [exact("price", before), exact("sale_price", price)]
    } else {
      columns = [exact("price", price)]
    }
    if let dearest = priced.max(by: { ($0.amount ?? 0) < ($1.amount ?? 0) }),
      dearest.amount != cheapest.amount, let high = dearest.price?.value.scalar,
      let low = price.value.scalar
    {
      columns += list("attributes.price_range", ["\(low.trimmed) to \(high.trimmed)"])
    }
    return columns
  }

  private var stock: [RawColumn] {
    guard !variants.isEmpty else { return [] }
    if variants.contains(where: { $0.tracker?.isEmpty == true }) {
      return [RawColumn(name: "availability", value: .text("in stock"), line: line)]
    }
    if let odd = variants.first(where: { $0.quantity != nil && $0.count == nil })?.quantity {
      return [RawColumn(name: "stock", value: odd.value, line: odd.line)]
    }
    let counts = variants.compactMap(\.count)
    guard counts.count == variants.count else { return [] }
    let sum = counts.reduce(0, +)
    if sum == 0, variants.contains(where: \.isSoldOnDemand) {
      return [RawColumn(name: "availability", value: .text("backorder"), line: line)]
    }
    return [RawColumn(name: "stock", value: .plain("\(sum)"), line: line)]
  }

  private func exact(_ name: String, _ column: RawColumn) -> RawColumn {
    RawColumn(name: name, value: .number(column.value.scalar?.trimmed ?? ""), line: column.line)
  }

  private func list(_ name: String, _ values: [String]) -> [RawColumn] {
    guard let first = values.first else { return [] }
    let value: RawValue = values.count == 1 ? .text(first) : .list(values.map { .text($0) })
    return [RawColumn(name: name, value: value, line: line)]
  }

  /// Without the apostrophe that keeps spreadsheets from rounding.
  private static func plainNumber(_ text: String) -> String {
    text.hasPrefix("'") ? String(text.dropFirst()) : text
  }
}
