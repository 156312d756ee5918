import ParleyDomain
import ParleyPlugin

/// Reads the sources of a collection into a version that is being built.
struct CollectionLoader {
  private let settings: CollectionSettings
  private let options: LoadOptions
  private let onProgress: (LoadProgress) -> Void
  private let isCancelled: () -> Bool
  private var builder: RecordBuilder
  private var places: [String: SourcePlace] = [:]
  private var isbnPlaces: [String: SourcePlace] = [:]
  private(set) var report: LoadReport

  init(
    _ settings: CollectionSettings, options: LoadOptions,
    onProgress: @escaping (LoadProgress) -> Void, isCancelled: @escaping () -> Bool
  ) {
    self.settings = settings
    self.options = options
    self.onProgress = onProgress
    self.isCancelled = isCancelled
    builder = RecordBuilder(settings: settings, mapping: options.mapping)
    report = LoadReport(collection: settings.name)
  }

  /// Reads every row of every file.
  ///
  /// - Throws: ``KnowledgeError`` when a file cannot be read to its end, when no row is left, and
  ///   by ``LoadPolicy/stop`` at the first row that is refused.
  mutating func load(_ files: [SourceFile], into version: VersionBuilder) throws {
    for file in files where try isWanted(file) {
      try load(file, into: version)
    }
    guard report.records == 0 else { return }
    if report.rejectedRows > 0 {
      throw report.failure("every row of '\(settings.name)' was refused; the old version stays:")
    }
    throw KnowledgeError(
      .noInput, "no records in the sources of '\(settings.name)'; the old version stays")
  }

  private mutating func load(_ file: SourceFile, into version: VersionBuilder) throws {
    let input = try InputFile(file)
    var reader = try SourceReaders.reader(
      of: input, format: options.format, mapping: options.mapping, currency: settings.currency)
    report.notes.append("\(file.name): \(reader.note)")
    var rows = 0
    while let item = try reader.next() {
      rows += 1
      switch item {
      case .row(let raw): try add(raw, to: version)
      case .rejected(let message): try reject([message])
      }
      if rows.isMultiple(of: 500) {
        tell(file)
        if isCancelled() { throw CancellationError() }
      }
    }
    try input.checkUnchanged()
    report.notes += reader.remarks.map { "\(file.name): \($0)" }
    tell(file)
  }

  private mutating func add(_ raw: RawRecord, to version: VersionBuilder) throws {
    let outcome = builder.build(raw)
    guard let record = outcome.record else { return try reject(outcome.problems) }
    let id = record.reference.id
    if let first = places[id] {
      let reason = "'\(id.excerpt)' is already the id of \(first)"
      return try reject([RowMessage(place: raw.place, field: "id", reason: reason)])
    }
    places[id] = raw.place
    var warnings = outcome.warnings
    if let isbn = record[.isbn]?.text {
      if let first = isbnPlaces[isbn] {
        let reason = "\(isbn) is also the ISBN of \(first)"
        warnings.append(RowMessage(place: raw.place, field: "isbn", reason: reason))
      } else {
        isbnPlaces[isbn] = raw.place
      }
    }
    report.warn(warnings)
    try version.add(record)
    report.records += 1
  }

  private mutating func reject(_ messages: [RowMessage]) throws {
    report.reject(messages)
    if options.onError == .stop {
      throw report.failure("a row of '\(settings.name)' was refused; the old version stays:")
    }
  }

  private func tell(_ file: SourceFile) {
    onProgress(
      LoadProgress(file: file.name, records: report.records, rejected: report.rejectedRows))
  }

  /// In folders, files of unknown formats are passed over, and so are pages beside the tables of a
  /// shop (a README is no product). A file that was named itself is always read.
  private mutating func isWanted(_ file: SourceFile) throws -> Bool {
    if options.format != nil || file.isNamed { return true }
    guard SourceDetection.mayBeRead(file.fileName),
      let format = try SourceDetection.format(of: InputFile(file))
    else {
      report.notes.append("\(file.name): passed over, the format is not known")
      return false
    }
    if format == .markdown || format == .html, settings.kind != "documents" {
      report.notes.append("\(file.name): passed over, '\(settings.name)' has no pages")
      return false
    }
    return true
  }
}
