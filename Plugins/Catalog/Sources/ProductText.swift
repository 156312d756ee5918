import ParleyPlugin

/// A product as the prompt shows it: what customers ask about first, one field a line.
struct ProductText {
  /// How much of a description goes into the prompt, in characters.
  static let longestDescription = 600

  let text: String

  private static let fields: [(label: String, name: FieldName)] = [
    ("subtitle", .subtitle), ("brand", .brand), ("authors", .authors), ("category", .category),
    ("format", .format), ("sizes", .size), ("colours", .colour), ("material", .material),
    ("condition", .condition), ("published", .published), ("sku", .sku), ("gtin", .gtin),
    ("isbn", .isbn),
  ]

  init(_ record: Record) {
    var lines = ["title: \(record.title)"]
    for (label, name) in ProductText.fields {
      if let value = record[name] { lines.append("\(label): \(value)") }
    }
    lines += ProductText.offer(record)
    for (name, value) in record.fields.sorted(by: { $0.key < $1.key }) {
      if let key = name.attributeKey { lines.append("\(key): \(value)") }
    }
    if !record.text.isEmpty {
      let isLong = record.text.count > ProductText.longestDescription
      let shown = isLong ? record.text.prefix(ProductText.longestDescription) + "…" : record.text
      lines.append("description: \(shown)")
    }
    text = lines.joined(separator: "\n")
  }

  private static func offer(_ record: Record) -> [String] {
    var lines: [String] = []
    if let sale = record[.salePrice], let price = record[.price] {
      lines.append("price: \(sale) (usual price \(price))\(record.stamp(.salePrice))")
    } else if let price = record[.price] {
      lines.append("price: \(price)\(record.stamp(.price))")
    }
    if let stock = record[.stock]?.number {
      let count = stock > 0 ? "\(FieldValue.number(stock))" : "none"
      lines.append("stock: \(count)\(record.stamp(.stock))")
    }
    if let availability = record[.availability] {
      lines.append("availability: \(availability)\(record.stamp(.availability))")
    }
    if let updated = record[.updatedAt] { lines.append("as of: \(updated)") }
    return lines
  }
}
