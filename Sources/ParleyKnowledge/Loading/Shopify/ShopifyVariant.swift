/// One way in which a product is sold: a size, a colour.
struct ShopifyVariant {
  /// The values of the options by number, 1 to 3.
  var options: [Int: String] = [:]
  var sku: String?
  var barcode: String?
  var price: RawColumn?
  var compareAtPrice: RawColumn?
  var quantity: RawColumn?
  /// Who counts the stock: empty when nobody does.
  var tracker: String?
  /// Whether it is sold when none is left.
  var isSoldOnDemand = false

  /// The price as a number to compare, if it is a plain decimal.
  var amount: Double? { Self.amount(price) }

  /// The price before a reduction, where it is higher.
  var regularPrice: RawColumn? {
    guard let amount, let before = Self.amount(compareAtPrice), before > amount else { return nil }
    return compareAtPrice
  }

  /// How many there are; those that were sold beyond the stock count as none.
  var count: Double? {
    guard let text = quantity?.value.scalar?.trimmed, let count = Double(text), count.isFinite
    else { return nil }
    return max(0, count)
  }

  /// `Blue / M: 12.50, 3 in stock`
  var summary: String {
    let name = options.sorted { $0.key < $1.key }.map(\.value).joined(separator: " / ")
    var facts: [String] = []
    if let price = price?.value.scalar?.trimmed, !price.isEmpty { facts.append(price) }
    if tracker?.isEmpty == true {
      facts.append("in stock")
    } else if let count {
      facts.append("\(Int(exactly: count.rounded()) ?? 0) in stock")
    }
    return facts.isEmpty ? name : "\(name): \(facts.joined(separator: ", "))"
  }

  private static func amount(_ column: RawColumn?) -> Double? {
    guard let text = column?.value.scalar?.trimmed, !text.isEmpty,
      text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") })
    else { return nil }
    return Double(text)
  }
}
