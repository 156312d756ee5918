import ParleyDomain

/// Reads the rows of one file.
protocol SourceReader {
  /// The next row, or `nil` after the last.
  ///
  /// - Throws: ``KnowledgeError`` when the file as a whole cannot be read any further, which fails
  ///   the load; a single bad row is an item.
  mutating func next() throws -> SourceItem?

  /// How the file was understood, for people: encoding, separator, columns.
  var note: String { get }
}

/// What stands at one place of a source.
enum SourceItem {
  case row(RawRecord)
  case rejected(RowMessage)
}

/// Chooses the reader of a file.
enum SourceReaders {
  /// The reader of a file.
  ///
  /// - Parameters:
  ///   - format: What the caller says it is; else the extension tells, else the content.
  ///   - mapping: For the note only: which columns a table's reader will say it found.
  static func reader(
    of file: InputFile, format: SourceFormat?, mapping: ColumnMapping
  ) throws -> any SourceReader {
    switch try format ?? detect(file) {
    case .yaml: return try YAMLSourceReader(file)
    case .json, .jsonl: return try JSONSourceReader(file)
    case .csv: return try TableReader(file, preferring: ",", mapping: mapping)
    case .tsv: return try TableReader(file, preferring: "\t", mapping: mapping)
    case .markdown: return try MarkdownReader(file)
    }
  }

  private static func detect(_ file: InputFile) throws(KnowledgeError) -> SourceFormat {
    if let format = SourceFormat(fileName: file.source.fileName) { return format }
    let head = try file.read(upTo: 4096)
    try file.rewind()
    guard let format = SourceFormat(content: head) else {
      let names = SourceFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw KnowledgeError(
        .badData, "\(file.source.name): the format is not known; say --format with one of \(names)")
    }
    return format
  }
}
