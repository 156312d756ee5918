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

  /// What was left out on purpose, for people; complete after the last row.
  var remarks: [String] { get }
}

extension SourceReader {
  var remarks: [String] { [] }
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
  ///   - format: What the caller says it is; else name and content tell.
  ///   - mapping: Which columns the caller sends elsewhere; for the note of a table's reader.
  ///   - currency: The collection's: which price counts where a source has several.
  static func reader(
    of file: InputFile, format: SourceFormat?, mapping: ColumnMapping, currency: String? = nil
  ) throws -> any SourceReader {
    switch try format ?? detect(file) {
    case .yaml: return try YAMLSourceReader(file)
    case .json, .jsonl: return try JSONSourceReader(file)
    case .csv: return try TableReader(file, preferring: ",", mapping: mapping)
    case .tsv: return try TableReader(file, preferring: "\t", mapping: mapping)
    case .markdown: return try MarkdownReader(file)
    case .shopify: return try ShopifyReader(file, mapping: mapping)
    case .merchant where try SourceDetection.isXML(file): return try MerchantXMLReader(file)
    case .merchant: return try MerchantTableReader(file, mapping: mapping)
    case .onix: return try ONIXReader(file, currency: currency)
    case .jsonLD: return try SchemaOrgReader(file, currency: currency)
    case .html: return try HTMLPageReader(file)
    }
  }

  private static func detect(_ file: InputFile) throws -> SourceFormat {
    guard let format = try SourceDetection.format(of: file) else {
      let names = SourceFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw KnowledgeError(
        .badData, "\(file.source.name): the format is not known; say --format with one of \(names)")
    }
    return format
  }
}
