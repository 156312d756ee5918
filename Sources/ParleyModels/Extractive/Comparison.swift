import ParleyPlugin

/// Records side by side: what they are called, then one line for each field in which they differ.
struct Comparison {
  /// How many records are compared at most.
  static let most = 4
  private static let order: [FieldName] = [
    .price, .stock, .format, .pages, .published, .publisher, .series, .size, .colour, .material,
    .condition, .category, .subjects, .language,
  ]
  /// What stands for a field that a record does not tell.
  private static let untold = "\u{2013}"

  private let records: [CitedRecord]
  private let fields: FieldText

  init(_ records: [CitedRecord], phrases: any ClerkPhrases) {
    self.records = Array(records.prefix(Comparison.most))
    fields = FieldText(phrases: phrases)
  }

  var paragraphs: [String] {
    let names = records.map { cited in
      "- \(startingLine("\(RecordLine.name(of: cited.record, fields)) \(cited.marker)"))"
    }
    let differences = allFields.compactMap(difference)
    return [
      names.joined(separator: "\n"),
      differences.isEmpty ? fields.phrases.noDifference : differences.joined(separator: "\n"),
    ]
  }

  private var allFields: [FieldName] {
    let attributes = records.flatMap { FieldText.attributes(of: $0.record) }
    return Comparison.order + Set(attributes).sorted()
  }

  /// The field in each record, or `nil` when all tell the same or none tells anything.
  private func difference(in field: FieldName) -> String? {
    let texts = records.map { fields.text(field, of: $0.record) }
    guard Set(texts).count > 1 else { return nil }
    let values = zip(texts, records).map { "\($0 ?? Comparison.untold) \($1.marker)" }
    return fields.line(field, values.joined(separator: ", "))
  }
}
