import ParleyCrypto
package import ParleyPlugin

/// Makes typed records of raw rows.
///
/// Nothing is guessed: a value that does not fit its field refuses the row with a message that says
/// what to write, all problems of the row at once.
package struct RecordBuilder: Sendable {
  /// What became of a row.
  package struct Outcome: Sendable {
    /// `nil` when the row was refused.
    package var record: Record?
    /// Why it was refused; empty when it was taken.
    package var problems: [RowMessage]
    /// What is odd about a row that was taken.
    package var warnings: [RowMessage]
    /// Which figures the row told.
    package var told: ToldFigures = .all

    static func refused(_ problems: [RowMessage]) -> Outcome {
      Outcome(record: nil, problems: problems, warnings: [])
    }
  }

  /// The most bytes a row's texts may have together: 256 KiB.
  package static let recordLimit = 256 << 10

  private let collection: String
  private let reader: FieldReader
  private let mapping: ColumnMapping
  private var targets: [String: ColumnMapping.Target] = [:]

  package init(settings: CollectionSettings, mapping: ColumnMapping = ColumnMapping()) {
    collection = settings.name
    reader = FieldReader(language: settings.language, currency: settings.currency)
    self.mapping = mapping
  }

  /// The record of a row, or what is wrong with it.
  package mutating func build(_ raw: RawRecord) -> Outcome {
    if let problem = sizeProblem(of: raw) { return Outcome.refused([problem]) }
    return record(of: sorted(raw))
  }

  /// As ``build(_:)``, but a row without a title changes the fields it has of a record that is there.
  ///
  /// - Parameter find: The record with an id, or `nil`. What it throws is passed on.
  package mutating func change(
    _ raw: RawRecord, find: (_ id: String) throws -> Record?
  ) throws -> Outcome {
    if let problem = sizeProblem(of: raw) { return Outcome.refused([problem]) }
    var draft = sorted(raw)
    guard draft.column("title") == nil else { return record(of: draft) }
    draft.isChange = true
    reader.fill(&draft)
    let id = identify(&draft)
    guard draft.problems.isEmpty else { return Outcome.refused(draft.problems) }
    guard let id, let old = try find(id) else {
      let reason =
        id.map { "is missing, and there is no record '\($0.excerpt)' to change" }
        ?? "is missing, and so is the id of a record to change"
      return Outcome.refused([RowMessage(place: raw.place, field: "title", reason: reason)])
    }
    let record = old.changed(by: draft)
    if let price = record[.price]?.money, let sale = record[.salePrice]?.money,
      price.currency != sale.currency
    {
      let reason = "is in \(sale.currency), the price in \(price.currency)"
      return Outcome.refused([RowMessage(place: raw.place, field: "sale_price", reason: reason)])
    }
    return Outcome(record: record, problems: [], warnings: draft.warnings, told: draft.told)
  }

  private func sizeProblem(of raw: RawRecord) -> RowMessage? {
    let size = raw.columns.reduce(0) { $0 + $1.value.byteCount }
    guard size > Self.recordLimit else { return nil }
    let reason = "the record has \(size) bytes; the limit is \(Self.recordLimit)"
    return RowMessage(place: raw.place, reason: reason)
  }

  /// The row with every column at its field, not read yet.
  private mutating func sorted(_ raw: RawRecord) -> RecordDraft {
    var draft = RecordDraft(place: raw.place, isPassage: raw.isPassage)
    for column in raw.columns { sort(column, into: &draft) }
    return draft
  }

  private func record(of draft: RecordDraft) -> Outcome {
    var draft = draft
    reader.fill(&draft)
    let id = identify(&draft)
    guard draft.problems.isEmpty, let id else { return Outcome.refused(draft.problems) }
    let record = Record(
      reference: RecordReference(collection: collection, id: id), title: draft.title,
      text: draft.text, url: draft.url, fields: draft.fields)
    return Outcome(record: record, problems: [], warnings: draft.warnings)
  }

  /// Finds the column's field; nested objects become columns with dotted names.
  private mutating func sort(_ column: RawColumn, into draft: inout RecordDraft) {
    guard !column.value.isEmpty else { return }
    let target = target(of: column.name)
    var column = column
    if column.value.contains(where: TextCheck.hasWindowsCharacters) {
      column.value = column.value.mapTexts(TextCheck.repairingWindowsCharacters)
      draft.warn(
        target.field, "has Windows-1252 characters that were stored as C1 controls; repaired")
    }
    if case .object(let inner) = column.value, target.field != "authors", target.field != "brand" {
      let prefix = target.field == "attributes" ? "attributes" : column.name
      for nested in inner {
        let name = "\(prefix).\(nested.name)"
        if prefix == "attributes" {
          let field = ColumnMapping.attribute(name)
          draft.add(
            RawColumn(name: name, value: nested.value, line: nested.line),
            to: ColumnMapping.Target(field: field, rank: 0))
        } else {
          sort(RawColumn(name: name, value: nested.value, line: nested.line), into: &draft)
        }
      }
      return
    }
    draft.add(column, to: target)
  }

  private mutating func target(of column: String) -> ColumnMapping.Target {
    if let known = targets[column] { return known }
    let target = mapping.target(of: column)
    // Rows of JSON may have any keys: what is remembered must not grow with the file.
    if targets.count < 10_000 { targets[column] = target }
    return target
  }

  /// The id of the source, else the sku, else the ISBN, else one that the file and title make.
  private func identify(_ draft: inout RecordDraft) -> String? {
    let given = draft.id ?? draft.fields[.sku]?.text ?? draft.fields[.isbn]?.text
    guard let id = given else {
      guard !draft.title.isEmpty else { return nil }
      let hash = ContentHash.hex(of: Array(draft.title.utf8)).prefix(12)
      return "\(draft.place.fileStem)-\(hash)"
    }
    guard id.utf8.count <= 300, !id.contains(where: \.isNewline) else {
      draft.refuse("id", "'\(id.excerpt)' is too long; an id has one line of up to 300 bytes")
      return nil
    }
    return id
  }
}

extension Record {
  /// The record with the fields that a draft has; the others stay.
  fileprivate func changed(by draft: RecordDraft) -> Record {
    var record = self
    if !draft.text.isEmpty { record.text = draft.text }
    if let url = draft.url { record.url = url }
    // Both tell whether it can be had: an old one must not contradict the new one.
    if draft.fields[.stock] != nil { record.fields[.availability] = nil }
    if draft.fields[.availability] != nil { record.fields[.stock] = nil }
    record.fields.merge(draft.fields) { _, new in new }
    return record
  }
}

extension RecordDraft {
  fileprivate var told: ToldFigures {
    var told: ToldFigures = []
    if fields[.price] != nil || fields[.salePrice] != nil { told.insert(.price) }
    if fields[.stock] != nil || fields[.availability] != nil { told.insert(.stock) }
    return told
  }
}

extension SourcePlace {
  /// The name of the file without folder and extension.
  fileprivate var fileStem: String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    guard let point = name.lastIndex(of: "."), point != name.startIndex else { return name }
    return String(name[..<point])
  }
}
