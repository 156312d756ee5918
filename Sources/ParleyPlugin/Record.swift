/// One product, book or passage.
public struct Record: Sendable, Hashable {
  /// Where it stands.
  public var reference: RecordReference
  /// What people call it.
  public var title: String
  /// The free text: a description, a blurb, or the passage of a document. Empty when there is none.
  public var text: String
  /// Where people can read more.
  public var url: String?
  /// Everything else, typed.
  public var fields: [FieldName: FieldValue]
  /// Fields whose value is older than the collection's `max_age` allows, with when it was last
  /// confirmed: to be said with that day.
  public var unconfirmed: [FieldName: Timestamp]

  public init(
    reference: RecordReference, title: String, text: String = "", url: String? = nil,
    fields: [FieldName: FieldValue] = [:], unconfirmed: [FieldName: Timestamp] = [:]
  ) {
    self.reference = reference
    self.title = title
    self.text = text
    self.url = url
    self.fields = fields
    self.unconfirmed = unconfirmed
  }

  /// The value of a field, if the record has it.
  public subscript(name: FieldName) -> FieldValue? {
    fields[name]
  }

  /// What belongs behind the value of a field in a prompt: ` (as of 2026-11-01, not confirmed)` for
  /// one of ``unconfirmed``, otherwise nothing.
  public func stamp(_ name: FieldName) -> String {
    unconfirmed[name].map { " (as of \($0.day), not confirmed)" } ?? ""
  }

  /// What the record costs today: the sale price where there is one, else the price.
  public var currentPrice: Money? {
    fields[.salePrice]?.money ?? fields[.price]?.money
  }

  /// Whether the record can be bought now; `nil` when it tells neither stock nor availability.
  public var isInStock: Bool? {
    if let stock = fields[.stock]?.number { return stock > 0 }
    guard let availability = fields[.availability]?.text else { return nil }
    return availability == "in stock"
  }

  /// The record as a citation shows it.
  public var source: Source {
    Source(reference: reference, title: title, url: url)
  }
}

/// The name of a typed field. Any collection may use any of them.
public struct FieldName: RawRepresentable, Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The name as sources write it.
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The field with this name.
  public init(_ name: String) {
    self.init(rawValue: name)
  }

  public var description: String { rawValue }

  public static func < (left: FieldName, right: FieldName) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension FieldName {
  /// The second line of a title.
  public static let subtitle = FieldName("subtitle")
  /// Who wrote it.
  public static let authors = FieldName("authors")
  /// The series it belongs to.
  public static let series = FieldName("series")
  /// Its place in the series.
  public static let seriesNumber = FieldName("series_number")
  /// Who published it.
  public static let publisher = FieldName("publisher")
  /// A year or a date.
  public static let published = FieldName("published")
  /// The language of the thing itself.
  public static let language = FieldName("language")
  /// The International Standard Book Number.
  public static let isbn = FieldName("isbn")
  /// The shop's own number.
  public static let sku = FieldName("sku")
  /// The number under the bar code.
  public static let gtin = FieldName("gtin")
  /// Who makes it.
  public static let brand = FieldName("brand")
  /// The shelf it stands on.
  public static let category = FieldName("category")
  /// For example `paperback`.
  public static let format = FieldName("format")
  /// The sizes there are.
  public static let size = FieldName("size")
  /// The colours there are.
  public static let colour = FieldName("colour")
  /// What it is made of.
  public static let material = FieldName("material")
  /// For example `new` or `used`.
  public static let condition = FieldName("condition")
  /// The usual price.
  public static let price = FieldName("price")
  /// The price while it is on sale.
  public static let salePrice = FieldName("sale_price")
  /// How many there are.
  public static let stock = FieldName("stock")
  /// `in stock`, `out of stock`, `preorder`, or the shop's own words.
  public static let availability = FieldName("availability")
  /// The address of a picture.
  public static let image = FieldName("image")
  /// How many pages it has.
  public static let pages = FieldName("pages")
  /// What it is about.
  public static let subjects = FieldName("subjects")
  /// When the record was last right.
  public static let updatedAt = FieldName("updated_at")
  /// The headings above a passage, outermost first.
  public static let headings = FieldName("headings")

  /// A free attribute under `attributes:`, for example `attributes.battery_life`.
  public static func attribute(_ key: String) -> FieldName {
    FieldName("attributes.\(key)")
  }

  /// The key of a free attribute, or `nil` for a field that Parley knows.
  public var attributeKey: String? {
    guard rawValue.hasPrefix("attributes.") else { return nil }
    return String(rawValue.dropFirst("attributes.".count))
  }
}

/// The value of a typed field.
public enum FieldValue: Sendable, Hashable {
  /// Words.
  case text(String)
  /// A quantity.
  case number(Double)
  /// A price.
  case money(Money)
  /// A moment.
  case timestamp(Timestamp)
  /// Several values.
  case list([FieldValue])

  /// The text, or the only text of a list.
  public var text: String? {
    switch self {
    case .text(let text): text
    case .list(let values) where values.count == 1: values[0].text
    default: nil
    }
  }

  /// The number, when it is one.
  public var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// The amount, when it is money.
  public var money: Money? {
    if case .money(let money) = self { money } else { nil }
  }

  /// Every text in the value: one for a text, all for a list, none for others.
  public var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let values): values.flatMap(\.texts)
    default: []
    }
  }
}

extension FieldValue: CustomStringConvertible {
  /// As a prompt or a list shows it: whole numbers without decimals, lists with commas, times as days.
  public var description: String {
    switch self {
    case .text(let text): text
    case .number(let number):
      Int(exactly: number).map(String.init) ?? String(number)
    case .money(let money): money.description
    case .timestamp(let timestamp): timestamp.day
    case .list(let values): values.map(\.description).joined(separator: ", ")
    }
  }
}
