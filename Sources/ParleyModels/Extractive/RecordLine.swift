import ParleyPlugin

/// A record in one line of a list: title, maker, series, price, stock, what the request was about,
/// and the marker that cites it.
struct RecordLine {
  /// Fields that tell apart what otherwise looks the same.
  private static let distinguishing: [FieldName] = [
    .format, .size, .colour, .material, .language, .published, .publisher, .condition,
  ]
  /// Fields that every line tells already.
  private static let always: Set<FieldName> = [
    .authors, .brand, .series, .seriesNumber, .price, .salePrice, .stock, .availability,
  ]

  private let fields: FieldText
  /// Fields that the request was about.
  private let wanted: [FieldName]
  private let records: [CitedRecord]
  /// The name of each record, in their order.
  private let names: [String]

  init(_ records: [CitedRecord], reading: QueryReading, phrases: any ClerkPhrases) {
    let fields = FieldText(phrases: phrases)
    self.fields = fields
    self.records = records
    names = records.map { RecordLine.name(of: $0.record, fields) }
    var wanted = reading.filters.filter { !RecordLine.isTold($0) }.map(\.field)
    if reading.order == .newest || reading.order == .oldest { wanted.append(.published) }
    self.wanted = wanted.reduce(into: []) { unique, field in
      if !RecordLine.always.contains(field), !unique.contains(field) { unique.append(field) }
    }
  }

  /// Whether all lines would tell the same, which was asked for: a category, a format, a language.
  /// Colours, materials and subjects are told, because a record may have others beside the one asked
  /// for.
  private static func isTold(_ filter: FieldFilter) -> Bool {
    guard case .isOneOf(let values) = filter.test, values.count == 1 else { return false }
    return [.category, .format, .language, .condition, .publisher].contains(filter.field)
  }

  /// The list, one line per record.
  var lines: [String] {
    zip(records, names).map { cited, name in "- \(startingLine(line(cited, name)))" }
  }

  private func line(_ cited: CitedRecord, _ name: String) -> String {
    let record = cited.record
    var details = [fields.price(of: record), fields.availability(of: record)]
    for field in detailFields(of: name) { details.append(detail(field, of: record)) }
    let told = details.compactMap(\.self).joined(separator: ", ")
    guard !told.isEmpty else { return "\(name) \(cited.marker)" }
    return "\(name)\(fields.phrases.colon) \(told) \(cited.marker)"
  }

  /// Title with authors or brand, and the place in a series.
  static func name(of record: Record, _ fields: FieldText) -> String {
    let authors = (record[.authors]?.texts ?? []).map(plainLine).filter { !$0.isEmpty }
    var name = plainLine(record.title)
    if !authors.isEmpty {
      name = fields.phrases.title(name, by: authors)
    } else if let brand = record[.brand]?.text.map(plainLine), !brand.isEmpty,
      !name.lowercased().contains(brand.lowercased())
    {
      name += ", \(brand)"
    }
    return fields.series(of: record).map { "\(name) (\($0))" } ?? name
  }

  /// What tells a record from others of the same name, beside what was asked for.
  private func detailFields(of name: String) -> [FieldName] {
    let twins = zip(records, names).filter { $1 == name }.map(\.0.record)
    guard twins.count > 1 else { return wanted }
    let differing = RecordLine.distinguishing.filter { field in
      !wanted.contains(field) && Set(twins.map { $0[field] }).count > 1
    }
    return wanted + differing
  }

  /// A field in the middle of a line: with its label unless the value speaks for itself.
  private func detail(_ field: FieldName, of record: Record) -> String? {
    guard let text = fields.text(field, of: record) else { return nil }
    switch field {
    case .format, .colour, .category, .subjects, .condition, .publisher: return text
    default: return "\(fields.label(field)) \(text)"
    }
  }
}
