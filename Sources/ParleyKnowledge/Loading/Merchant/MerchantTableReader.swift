import ParleyDomain

/// Reads a Google Merchant feed that is a table, mostly with tabs.
struct MerchantTableReader: SourceReader {
  private var table: TableReader
  private let mapping: ColumnMapping

  init(_ file: InputFile, mapping: ColumnMapping) throws(KnowledgeError) {
    table = try TableReader(file, preferring: "\t", mapping: mapping)
    self.mapping = mapping
  }

  var note: String { "Google Merchant feed, \(table.note)" }

  mutating func next() throws -> SourceItem? {
    let item = try table.next()
    guard case .row(var raw)? = item else { return item }
    raw.columns = MerchantColumns.columns(
      of: raw.columns.map { column in
        // A column that the caller sends elsewhere keeps the name that the caller uses.
        guard mapping.target(of: column.name).rank >= 0 else { return column }
        return RawColumn(
          name: MerchantColumns.name(column.name), value: column.value, line: column.line)
      })
    return .row(raw)
  }
}
