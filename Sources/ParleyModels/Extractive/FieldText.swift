import ParleyPlugin

/// Prints the typed fields of a record in a language.
struct FieldText {
  let phrases: any ClerkPhrases

  /// The value of a field, or `nil` when the record does not tell it.
  ///
  /// Price and stock are told together with what qualifies them: the usual price, the availability.
  func text(_ field: FieldName, of record: Record) -> String? {
    switch field {
    case .price, .salePrice: price(of: record)
    case .stock, .availability: availability(of: record)
    case .series: series(of: record)
    case .language: record[.language].flatMap { text($0) }.map(language)
    default: record[field].flatMap(text)
    }
  }

  /// The sale price with the usual one, or the price; with its day when it is not confirmed.
  func price(of record: Record) -> String? {
    let usual = record[.price]?.money
    if let sale = record[.salePrice]?.money {
      guard let usual, usual != sale else {
        return stamped(phrases.amounts.text(sale), .salePrice, of: record)
      }
      let price = phrases.price(phrases.amounts.text(sale), usually: phrases.amounts.text(usual))
      return stamped(price, .salePrice, of: record)
    }
    return usual.map { stamped(phrases.amounts.text($0), .price, of: record) }
  }

  /// How many there are, or whether there are any, or the shop's own words; with the day when that is
  /// not confirmed.
  func availability(of record: Record) -> String? {
    plainAvailability(of: record).map {
      stamped($0, record[.stock] == nil ? .availability : .stock, of: record)
    }
  }

  private func stamped(_ text: String, _ field: FieldName, of record: Record) -> String {
    guard let time = record.unconfirmed[field] else { return text }
    return "\(text) (\(phrases.unconfirmed(asOf: time.day)))"
  }

  private func plainAvailability(of record: Record) -> String? {
    let told = record[.availability]?.text
    if told == "preorder" { return phrases.preorder }
    if let stock = record[.stock]?.number {
      return stock > 0 ? phrases.stock(phrases.amounts.text(stock)) : phrases.outOfStock
    }
    return switch told {
    case "in stock": phrases.inStock
    case "out of stock": phrases.outOfStock
    case "backorder": phrases.backorder
    default: told.map(plainLine)
    }
  }

  /// The series with the number in it.
  func series(of record: Record) -> String? {
    guard let series = record[.series].flatMap(text) else { return nil }
    guard let number = record[.seriesNumber].flatMap(text) else { return series }
    return "\(series) \(number)"
  }

  /// The name of a language that is written as a code.
  func language(_ code: String) -> String {
    phrases.name(ofLanguage: code.lowercased()) ?? code
  }

  /// Any value; several stand beside each other with slashes.
  func text(_ value: FieldValue) -> String? {
    let text =
      switch value {
      case .text(let text): plainLine(text)
      case .number(let number): phrases.amounts.text(number)
      case .money(let money): phrases.amounts.text(money)
      case .timestamp(let timestamp): timestamp.day
      case .list(let values): values.compactMap(self.text).joined(separator: " / ")
      }
    return text.isEmpty ? nil : text
  }

  /// What a field is called: the language's word, or the key of a free attribute.
  func label(_ field: FieldName) -> String {
    if let label = phrases.label(field) { return label }
    let key = field.attributeKey ?? field.rawValue
    return plainLine(String(key.map { $0 == "_" ? " " : $0 }))
  }

  /// A line that tells a field: "Price: $18.00".
  func line(_ field: FieldName, _ text: String) -> String {
    let label = label(field)
    let heading = startingLine(label.prefix(1).uppercased() + label.dropFirst())
    return "- \(heading)\(phrases.colon) \(text)"
  }

  /// The free attributes of a record, by name.
  static func attributes(of record: Record) -> [FieldName] {
    record.fields.keys.filter { $0.attributeKey != nil }.sorted()
  }
}
