import ParleyPlugin

/// Reads the columns of a draft into typed fields, by the rules of the collection's language.
struct FieldReader: Sendable {
  private let prices: PriceReader
  private let collectionCurrency: String?

  init(language: String, currency: String?) {
    collectionCurrency = currency
    prices = PriceReader(style: NumberStyle(language: language), currency: currency)
  }

  /// Reads everything; problems and warnings are noted in the draft.
  func fill(_ draft: inout RecordDraft) {
    checkTexts(&draft)
    guard draft.problems.isEmpty else { return }
    readHead(&draft)
    for (field, name) in Self.textFields { readText(field, name, &draft) }
    for (field, name, splits) in Self.listFields { readList(field, name, splits, &draft) }
    readPrices(&draft)
    readStock(&draft)
    readBook(&draft)
    read("updated_at", .updatedAt, &draft) { text throws(FieldProblem) in
      try DateReader.updated(text)
    }
    readAttributes(&draft)
  }

  private static let textFields: [(String, FieldName)] = [
    ("subtitle", .subtitle), ("series", .series), ("publisher", .publisher),
    ("language", .language), ("sku", .sku), ("gtin", .gtin), ("brand", .brand),
    ("format", .format), ("condition", .condition),
  ]

  private static let listFields: [(String, FieldName, Bool)] = [
    ("authors", .authors, false), ("category", .category, false), ("subjects", .subjects, true),
    ("size", .size, true), ("colour", .colour, true), ("material", .material, true),
    ("headings", .headings, false),
  ]

  // MARK: Text

  private func checkTexts(_ draft: inout RecordDraft) {
    for (field, entries) in draft.columns {
      let isPlain = entries.allSatisfy { entry in
        entry.column.value.scalar.map(TextCheck.isPlain) ?? false
      }
      if isPlain { continue }
      for entry in entries where entry.column.value.scalars.isEmpty {
        draft.warn(
          field, "column '\(entry.column.name.excerpt)' is nested too deep; it is left out")
      }
      for text in entries.flatMap({ $0.column.value.scalars }) {
        do {
          try TextCheck.refuseControls(text)
        } catch {
          draft.refuse(field, error.reason)
        }
        if let found = TextCheck.invisible(in: text) { draft.warn(field, found) }
      }
    }
  }

  private func readHead(_ draft: inout RecordDraft) {
    draft.id = joined(draft.column("id"))
    let title = HTMLText.decodingEntities(joined(draft.column("title")) ?? "")
    draft.title = title.singleSpaced
    if draft.title.isEmpty, !draft.isChange {
      draft.refuse("title", "is missing; every record needs a title")
    }
    if draft.title.utf8.count > 2000 {
      draft.refuse("title", "has \(draft.title.utf8.count) bytes; the limit is 2000")
    }
    readDescription(&draft)
    do {
      draft.url = try joined(draft.column("url")).map(AddressReader.read)
    } catch {
      draft.refuse("url", error.reason)
    }
    do {
      // Of several pictures the first is the one to show.
      let image = try draft.column("image")?.value.scalars.first?.trimmed
        .nonEmpty.map(AddressReader.read)
      if let image { draft.fields[.image] = .text(image) }
    } catch {
      draft.refuse("image", error.reason)
    }
  }

  /// A short and a long description, or a blurb beside them, are one text.
  private func readDescription(_ draft: inout RecordDraft) {
    let texts = draft.entries("description").flatMap { $0.column.value.scalars }
      .map { draft.isPassage ? $0 : HTMLText.plain($0).trimmed }
    guard texts.count > 1 else {
      draft.text = texts.first ?? ""
      return
    }
    var seen: Set<String> = []
    draft.text = texts.filter { !$0.isEmpty && seen.insert($0).inserted }.joined(separator: "\n\n")
  }

  private func readText(_ field: String, _ name: FieldName, _ draft: inout RecordDraft) {
    guard let column = draft.column(field) else { return }
    let texts = column.value.scalars.map { HTMLText.decodingEntities($0).trimmed }
    let values = texts.filter { !$0.isEmpty }.map { FieldValue.text($0) }
    if let only = values.first { draft.fields[name] = values.count == 1 ? only : .list(values) }
  }

  private func readList(
    _ field: String, _ name: FieldName, _ splitsAtCommas: Bool, _ draft: inout RecordDraft
  ) {
    guard let column = draft.column(field) else { return }
    // Entities first: their semicolons separate nothing.
    let decoded = column.value.mapTexts(HTMLText.decodingEntities)
    var values = ListReader.values(decoded, splitsAtCommas: splitsAtCommas)
    if name == .category { values = ListReader.levels(values) }
    guard !values.isEmpty else { return }
    draft.fields[name] = .list(values.map { .text($0) })
  }

  // MARK: Money and stock

  private func readPrices(_ draft: inout RecordDraft) {
    var rowCurrency: String?
    do {
      let reader = CurrencyReader(expected: collectionCurrency)
      rowCurrency = try joined(draft.column("currency")).map(reader.code)
    } catch {
      draft.refuse("currency", error.reason)
      return
    }
    for (field, name) in [("price", FieldName.price), ("sale_price", .salePrice)] {
      guard let column = draft.column(field) else { continue }
      do {
        draft.fields[name] = .money(try prices.read(column.value, rowCurrency: rowCurrency))
      } catch {
        draft.refuse(field, error.reason)
      }
    }
    guard let price = draft.fields[.price]?.money, let sale = draft.fields[.salePrice]?.money else {
      return
    }
    if price.currency != sale.currency {
      draft.refuse("sale_price", "is in \(sale.currency), the price in \(price.currency)")
    } else if sale.tenThousandths > price.tenThousandths {
      draft.warn("sale_price", "\(sale) is higher than the price, \(price)")
    }
  }

  private func readStock(_ draft: inout RecordDraft) {
    if let text = joined(draft.column("availability")) {
      note(StockReader.availability(text), &draft)
    }
    guard let text = joined(draft.column("stock")) else { return }
    do {
      note(try StockReader.stock(text), &draft)
    } catch {
      draft.refuse("stock", error.reason)
    }
  }

  /// The first to speak of availability is kept: a column of that name comes before the stock.
  private func note(_ reading: StockReader.Reading, _ draft: inout RecordDraft) {
    switch reading {
    case .stock(let count): draft.fields[.stock] = .number(count)
    case .availability(let words):
      if draft.fields[.availability] == nil { draft.fields[.availability] = .text(words) }
    }
  }

  // MARK: Books

  private func readBook(_ draft: inout RecordDraft) {
    read("published", .published, &draft) { text throws(FieldProblem) in
      try DateReader.published(text)
    }
    read("series_number", .seriesNumber, &draft) { text throws(FieldProblem) in
      try NumberReader.seriesNumber(text)
    }
    read("pages", .pages, &draft) { text throws(FieldProblem) in
      .number(
        try NumberReader.count(text, in: 1...100_000, what: "the number of pages, such as 336"))
    }
    read("isbn", .isbn, &draft) { text throws(FieldProblem) in .text(try ISBN.read(text)) }
    // Book trade tables put the ISBN under the article number of all trades.
    if draft.fields[.isbn] == nil, let gtin = draft.fields[.gtin]?.text,
      let isbn = ISBN.thirteen(from: gtin)
    {
      draft.fields[.isbn] = .text(isbn)
    }
  }

  // MARK: Attributes

  private func readAttributes(_ draft: inout RecordDraft) {
    if draft.column("attributes") != nil {
      draft.refuse("attributes", "are names with values; write {care: wash cold, weight: 380 g}")
    }
    for (field, entries) in draft.columns where field != "description" {
      if field.hasPrefix("attributes."), let first = entries.first {
        draft.fields[FieldName(field)] = attribute(first.column.value)
      }
      // Columns that lost their field to a better name are kept under their own.
      for entry in entries.dropFirst() {
        let name = FieldName(ColumnMapping.attribute(entry.column.name))
        if draft.fields[name] == nil {
          draft.fields[name] = attribute(entry.column.value)
        } else {
          draft.warn(
            field, "column '\(entry.column.name.excerpt)' is left out; another is called so")
        }
      }
    }
  }

  private func attribute(_ value: RawValue) -> FieldValue? {
    switch value {
    case .plain("true"): .text("yes")
    case .plain("false"): .text("no")
    case .plain(let text), .number(let text):
      NumberReader.unmistakable(text.trimmed).map { .number($0) } ?? .text(text.trimmed)
    case .text(let text): .text(text.trimmed)
    case .list(let values):
      values.contains { !$0.scalars.isEmpty } ? .list(values.compactMap(attribute)) : nil
    case .object, .none: value.scalars.first.map { .text($0) }
    }
  }

  private func read(
    _ field: String, _ name: FieldName, _ draft: inout RecordDraft,
    _ reading: (String) throws(FieldProblem) -> FieldValue
  ) {
    guard let text = joined(draft.column(field)) else { return }
    do {
      draft.fields[name] = try reading(text)
    } catch {
      draft.refuse(field, error.reason)
    }
  }

  /// The column's text; several values are joined.
  private func joined(_ column: RawColumn?) -> String? {
    guard let column else { return nil }
    let text = (column.value.scalar ?? column.value.scalars.joined(separator: ", ")).trimmed
    return text.isEmpty ? nil : text
  }
}

extension String {
  /// With one space for every run of white space, and none at the ends.
  fileprivate var singleSpaced: String {
    // Nearly all titles are so already, and characters take long to look at.
    var before = UInt8(ascii: " ")
    let isPlain = utf8.allSatisfy { byte in
      defer { before = byte }
      return (0x21..<0x7F).contains(byte) || (byte == 0x20 && before != 0x20)
    }
    if isPlain, before != 0x20 { return self }
    return split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
