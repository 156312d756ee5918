import ParleyDomain

/// Reads the rows of a table whose first row names the columns.
struct TableReader: SourceReader {
  private let name: String
  private let separator: Character
  private let encoding: TextEncoding
  private let mapping: ColumnMapping
  private var bytes: ByteStream
  private var parser: TableParser
  /// The names of the columns.
  private(set) var header: [String] = []
  private var hasEnded = false
  /// The most columns: what has more is no table of records.
  private static let columnLimit = 2000

  /// Reads the header, and the whole file once to learn its encoding.
  init(_ file: InputFile, preferring preferred: Character, mapping: ColumnMapping)
    throws(KnowledgeError)
  {
    name = file.source.name
    self.mapping = mapping
    encoding = try TextEncoding.detect(file)
    let head = try file.read(upTo: 64 << 10)
    let declared = TableDialect.declaredSeparator(in: head)
    separator =
      declared
      ?? TableDialect.separator(
        in: head, isWhole: head.count == file.size, preferring: preferred)
    try file.rewind()
    bytes = ByteStream(file)
    try bytes.skipByteOrderMark()
    parser = TableParser(separator: separator.asciiValue ?? UInt8(ascii: ","))
    if declared != nil { _ = try nextRow() }
    try readHeader()
  }

  mutating func next() throws -> SourceItem? {
    while let row = try nextRow() {
      if row.isBlank { continue }
      let place = SourcePlace(file: name, line: row.line)
      if let fault = row.fault { return .rejected(RowMessage(place: place, reason: fault)) }
      guard row.cells.count >= header.count,
        row.cells.dropFirst(header.count).allSatisfy(\.isEmpty)
      else {
        let reason =
          "has \(row.cells.count) cells, the header has \(header.count); is a quote missing?"
        return .rejected(RowMessage(place: place, reason: reason))
      }
      let columns = zip(header, row.cells).map { name, cell in
        RawColumn(name: name, value: .plain(cell), line: row.line)
      }
      return .row(RawRecord(place: place, columns: columns))
    }
    return nil
  }

  var note: String {
    let fields = header.map { column in
      let field = mapping.target(of: column).field
      return ColumnSynonyms.normalized(column) == ColumnSynonyms.normalized(field)
        ? column : "\(column) → \(field)"
    }
    return "\(shape); columns " + fields.joined(separator: ", ")
  }

  /// Separator and encoding, for people.
  var shape: String {
    let names: [Character: String] = [
      ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars",
    ]
    let table = "table with \(names[separator] ?? "\(separator)")"
    if case .windows1252(let offset) = encoding {
      return "\(table); Windows-1252 (byte \(offset) is not UTF-8)"
    }
    return "\(table); UTF-8"
  }

  private mutating func readHeader() throws(KnowledgeError) {
    var row = try nextRow()
    while let blank = row, blank.isBlank { row = try nextRow() }
    guard let row else { return }
    if let fault = row.fault { throw error(row.line, fault) }
    guard row.cells.count <= Self.columnLimit else {
      throw error(
        row.line, "has \(row.cells.count) columns; the limit is \(Self.columnLimit)")
    }
    var seen: Set<String> = []
    header = row.cells.enumerated().map { index, cell in
      cell.trimmed.isEmpty ? "column \(index + 1)" : cell.trimmed
    }
    for column in header where !seen.insert(column).inserted {
      throw error(row.line, "two columns are called '\(column.excerpt)'; rename one")
    }
    if let cell = header.first(where: { $0.unicodeScalars.contains { $0.value < 0x20 } }) {
      throw error(
        row.line, "the name of column '\(cell.excerpt)' has a line break or control character")
    }
    try checkTitle(row.line)
  }

  /// Refuses a header without a title, rather than every row below it.
  private func checkTitle(_ line: Int) throws(KnowledgeError) {
    guard !mapping.allowsChanges,
      !header.contains(where: { mapping.target(of: $0).field == "title" })
    else { return }
    throw error(
      line,
      "no column is the title; the columns are \(header.joined(separator: ", ").excerpt). Say which "
        + "with --map title=COLUMN; is the header missing?")
  }

  private mutating func nextRow() throws(KnowledgeError) -> TableParser.Row? {
    guard !hasEnded else { return nil }
    while let byte = try bytes.next() {
      if byte >= 0x80, case .windows1252 = encoding {
        for unit in String(Character(Windows1252.scalar(byte))).utf8 { _ = parser.accept(unit) }
      } else if let row = parser.accept(byte) {
        return row
      }
    }
    hasEnded = true
    let last = parser.finish()
    if let line = parser.openQuoteLine {
      throw error(line, "a quote is opened here and never closed; is the file complete?")
    }
    return last
  }

  private func error(_ line: Int, _ message: String) -> KnowledgeError {
    KnowledgeError(.badData, "\(name):\(line): \(message)")
  }
}
