import ParleyPlugin

/// One record in full: every field that people ask for, and the description as it is.
struct RecordCard {
  /// The order in which fields are read out; free attributes follow.
  private static let order: [FieldName] = [
    .subtitle, .price, .stock, .format, .pages, .published, .publisher, .series, .size, .colour,
    .material, .condition, .brand, .category, .subjects, .language, .isbn, .sku, .gtin,
  ]

  private let cited: CitedRecord
  private let fields: FieldText

  init(_ cited: CitedRecord, phrases: any ClerkPhrases) {
    self.cited = cited
    fields = FieldText(phrases: phrases)
  }

  /// The name with its fields, and the description.
  var paragraphs: [String] {
    let record = cited.record
    let authors = (record[.authors]?.texts ?? []).map(plainLine)
    let title = plainLine(record.title)
    let name = authors.isEmpty ? title : fields.phrases.title(title, by: authors)
    let all = RecordCard.order + FieldText.attributes(of: record)
    let lines = all.compactMap { field in
      fields.text(field, of: record).map { fields.line(field, $0) }
    }
    return [
      ([startingLine("\(name) \(cited.marker)")] + lines).joined(separator: "\n"),
      startingLine(plainLine(record.text)),
    ]
  }
}
