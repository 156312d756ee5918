import Glibc

/// Reads the attributes of a Google Merchant product as columns of a record.
///
/// Google's product data specification names the attributes and their values; prices have a decimal
/// point and a currency code (`15.00 EUR`) whatever the language.
enum MerchantColumns {
  /// Whether a table with these (normalized) columns is a feed: it has what every product needs.
  static func areFound(in names: Set<String>) -> Bool {
    let plain = Set(names.map { isPrefixed($0) ? String($0.dropFirst()) : $0 })
    return plain.isSuperset(of: ["id", "title", "link", "availability"])
      && !plain.isDisjoint(with: ["imagelink", "price", "gtin", "mpn"])
  }

  /// The columns of a record.
  ///
  /// - Parameters:
  ///   - attributes: As the feed has them, without the prefix `g:`.
  ///   - today: The date on which a sale must be on, as in `2026-10-14`.
  static func columns(of attributes: [RawColumn], today: String = Self.today) -> [RawColumn] {
    let dates = attributes.first { $0.name == "sale_price_effective_date" }?.value.scalar
    let attributes = attributes.filter { $0.name != "sale_price" || isOn(dates, today) }
    let hasType = attributes.contains { $0.name == "product_type" && !$0.value.isEmpty }
    return attributes.map { column in
      var column = column
      switch column.name {
      case "google_product_category":
        // Numbers of Google's taxonomy say nothing to people.
        let isNumber = column.value.scalars.allSatisfy { $0.allSatisfy(\.isNumber) }
        if isNumber || hasType { column.name = "attributes.google_product_category" }
      case "price", "sale_price": column.value = amount(column.value)
      case "color", "size", "material": column.value = values(column.value)
      case "product_detail": return details(column)
      case "is_bundle", "adult", "identifier_exists": column.name = "attributes.\(column.name)"
      default: break
      }
      return column
    }
  }

  /// The attribute's name as Google writes it.
  static func name(_ column: String) -> String {
    let name = column.trimmed.lowercased()
    return String(name.hasPrefix("g:") ? name.dropFirst(2)[...] : name[...])
      .split { $0 == " " || $0 == "-" }.joined(separator: "_")
  }

  /// Whether a sale with these dates (`2026-10-01T00:00+0200/2026-10-31T23:59+0200`) is on; one
  /// without dates is.
  private static func isOn(_ dates: String?, _ today: String) -> Bool {
    let ends = (dates ?? "").split(separator: "/").map { $0.trimmed.prefix(10) }
    guard ends.count == 2 else { return true }
    return ends[0] <= today && today <= ends[1]
  }

  /// The date in UTC.
  static var today: String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let (month, day) = (parts.tm_mon + 1, parts.tm_mday)
    return "\(parts.tm_year + 1900)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// A price in Google's form is exact; any other is read as the collection's language has it.
  private static func amount(_ value: RawValue) -> RawValue {
    guard let text = value.scalar?.trimmed else { return value }
    let parts = text.split(separator: " ")
    let isExact =
      (1...2).contains(parts.count)
      && parts[0].allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
      && (parts.count == 1 || parts[1].count == 3)
    return isExact ? .number(text) : value
  }

  /// Several colours of one product stand between slashes.
  private static func values(_ value: RawValue) -> RawValue {
    guard let text = value.scalar, text.contains("/") else { return value }
    return .list(text.split(separator: "/").map { .text($0.trimmed) })
  }

  /// `product_detail` in XML: a section, a name and a value, several times.
  private static func details(_ column: RawColumn) -> RawColumn {
    let all: [RawValue] =
      if case .list(let values) = column.value { values } else { [column.value] }
    let pairs = all.compactMap { value -> RawColumn? in
      guard case .object(let parts) = value,
        let name = parts.first(where: { $0.name == "attribute_name" })?.value.scalar?.trimmed,
        let text = parts.first(where: { $0.name == "attribute_value" })?.value
      else { return nil }
      return RawColumn(name: name, value: text, line: column.line)
    }
    return pairs.isEmpty
      ? column : RawColumn(name: "attributes", value: .object(pairs), line: column.line)
  }

  /// `gid`: the prefix of `g:id` is left when punctuation is not compared.
  private static func isPrefixed(_ name: String) -> Bool {
    ["gid", "gtitle", "glink", "gavailability", "gimagelink", "gprice", "ggtin", "gmpn"]
      .contains(name)
  }
}
