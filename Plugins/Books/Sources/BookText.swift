import ParleyPlugin

/// A book as the prompt shows it: who wrote what, where it stands in its series, how it is sold.
struct BookText {
  /// How much of a blurb goes into the prompt, in characters.
  static let longestBlurb = 500

  let text: String

  private static let fields: [(label: String, name: FieldName)] = [
    ("published", .published), ("publisher", .publisher), ("language", .language),
    ("format", .format), ("pages", .pages), ("isbn", .isbn), ("shelf", .category),
    ("subjects", .subjects),
  ]

  init(_ record: Record) {
    var lines = [
      "title: " + ([record.title] + (record[.subtitle]?.texts ?? [])).joined(separator: ": ")
    ]
    if let authors = record[.authors] { lines.append("by: \(authors)") }
    if let series = record[.series] {
      let number = record[.seriesNumber].map { ", number \($0)" } ?? ""
      lines.append("series: \(series)\(number)")
    }
    for (label, name) in BookText.fields {
      if let value = record[name] { lines.append("\(label): \(value)") }
    }
    if let sale = record[.salePrice], let price = record[.price] {
      lines.append("price: \(sale) (usual price \(price))\(record.stamp(.salePrice))")
    } else if let price = record[.price] {
      lines.append("price: \(price)\(record.stamp(.price))")
    }
    if let stock = record[.stock]?.number {
      let count = stock > 0 ? "\(FieldValue.number(stock))" : "none"
      lines.append("stock: \(count)\(record.stamp(.stock))")
    }
    if let updated = record[.updatedAt] { lines.append("as of: \(updated)") }
    if !record.text.isEmpty {
      let isLong = record.text.count > BookText.longestBlurb
      lines.append(
        "about: " + (isLong ? record.text.prefix(BookText.longestBlurb) + "…" : record.text))
    }
    text = lines.joined(separator: "\n")
  }
}
