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
    let size = raw.columns.reduce(0) { $0 + $1.value.byteCount }
    guard size <= Self.recordLimit else {
      let reason = "the record has \(size) bytes; the limit is \(Self.recordLimit)"
      let problem = RowMessage(place: raw.place, reason: reason)
      return Outcome(record: nil, problems: [problem], warnings: [])
    }
    var draft = RecordDraft(place: raw.place, isPassage: raw.isPassage)
    for column in raw.columns { sort(column, into: &draft) }
    reader.fill(&draft)
    let id = identify(&draft)
    guard draft.problems.isEmpty, let id else {
      return Outcome(record: nil, problems: draft.problems, warnings: [])
    }
    let record = Record(
      reference: RecordReference(collection: collection, id: id), title: draft.title,
      text: draft.text, url: draft.url, fields: draft.fields)
    return Outcome(record: record, problems: [], warnings: draft.warnings)
  }

  /// Finds the column's field; nested objects become columns with dotted names.
  private mutating func sort(_ column: RawColumn, into draft: inout RecordDraft) {
    guard !column.value.isEmpty else { return }
    let target = target(of: column.name)
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

extension SourcePlace {
  /// The name of the file without folder and extension.
  fileprivate var fileStem: String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    guard let point = name.lastIndex(of: "."), point != name.startIndex else { return name }
    return String(name[..<point])
  }
}
