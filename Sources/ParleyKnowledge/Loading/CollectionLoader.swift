import ParleyDomain
import ParleyPlugin

/// Reads the sources of a collection, in one or more passes, into the records of a load.
struct CollectionLoader {
  private let settings: CollectionSettings
  private let options: LoadOptions
  private let onProgress: (LoadProgress) -> Void
  private let isCancelled: () -> Bool
  private var builder: RecordBuilder
  private var places = SeenPlaces()
  private var isbnPlaces = SeenPlaces()
  private var mode = LoadMode.replace
  /// Rows of this pass that were taken, and how many had been refused before it.
  private var taken = 0
  private var rejectedBefore = 0
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

  /// Begins a pass over sources: what was read before does not make an id stand twice.
  mutating func begin(_ mode: LoadMode) {
    self.mode = mode
    places = SeenPlaces()
    isbnPlaces = SeenPlaces()
    taken = 0
    rejectedBefore = report.rejectedRows
    builder = RecordBuilder(settings: settings, mapping: options.mapping)
    if mode != .replace, report.merge == nil { report.merge = MergeCount() }
  }

  /// Reads every row of every file.
  ///
  /// - Parameter format: Of all the files; `nil` looks at each.
  /// - Throws: ``KnowledgeError`` when a file cannot be read to its end, and by ``LoadPolicy/stop`` at
  ///   the first row that is refused.
  mutating func load(
    _ files: [SourceFile], format: SourceFormat?, into target: any LoadTarget
  ) throws {
    for file in files where try isWanted(file, format) {
      try load(file, format, into: target)
    }
  }

  /// Ends a pass. One that only changes records may find nothing to change.
  ///
  /// - Throws: ``KnowledgeError`` when no row is left.
  mutating func end(into target: any LoadTarget) throws {
    let refused = report.rejectedRows - rejectedBefore
    if taken == 0 {
      if refused > 0 {
        throw report.failure("every row of '\(settings.name)' was refused; the old version stays:")
      }
      guard mode == .merge else {
        throw KnowledgeError(
          .noInput, "no records in the sources of '\(settings.name)'; the old version stays")
      }
    }
    if mode == .mergeAndPrune { report.merge?.removed += try target.removeOthers() }
    report.records = target.count
  }

  private mutating func load(
    _ file: SourceFile, _ format: SourceFormat?, into target: any LoadTarget
  ) throws {
    let input = try InputFile(file)
    var mapping = options.mapping
    mapping.allowsChanges = mode != .replace
    var reader = try SourceReaders.reader(
      of: input, format: format, mapping: mapping, currency: settings.currency)
    report.notes.append("\(file.name): \(reader.note)")
    var rows = 0
    while let item = try reader.next() {
      rows += 1
      switch item {
      case .row(let raw): try add(raw, to: target)
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

  private mutating func add(_ raw: RawRecord, to target: any LoadTarget) throws {
    let outcome =
      mode == .replace ? builder.build(raw) : try builder.change(raw, find: target.record)
    guard let record = outcome.record else { return try reject(outcome.problems) }
    let id = record.reference.id
    if let first = places.note(id, at: raw.place) {
      let reason = "'\(id.excerpt)' is already the id of \(first)"
      return try reject([RowMessage(place: raw.place, field: "id", reason: reason)])
    }
    var warnings = outcome.warnings
    if let isbn = record[.isbn]?.text, let first = isbnPlaces.note(isbn, at: raw.place) {
      let reason = "\(isbn) is also the ISBN of \(first)"
      warnings.append(RowMessage(place: raw.place, field: "isbn", reason: reason))
    }
    report.warn(warnings)
    switch try target.put(record, told: outcome.told) {
    case .added: report.merge?.added += mode == .replace ? 0 : 1
    case .changed: report.merge?.changed += 1
    case .same: break
    }
    taken += 1
  }

  private mutating func reject(_ messages: [RowMessage]) throws {
    report.reject(messages)
    if options.onError == .stop {
      throw report.failure("a row of '\(settings.name)' was refused; the old version stays:")
    }
  }

  private func tell(_ file: SourceFile) {
    onProgress(
      LoadProgress(file: file.name, records: taken, rejected: report.rejectedRows))
  }

  /// In folders, files of unknown formats are passed over, and so are pages beside the tables of a
  /// shop (a README is no product). A file that was named itself is always read.
  private mutating func isWanted(_ file: SourceFile, _ format: SourceFormat?) throws -> Bool {
    if format != nil || file.isNamed { return true }
    guard SourceDetection.mayBeRead(file.fileName),
      let known = try SourceDetection.format(of: InputFile(file))
    else {
      report.notes.append("\(file.name): passed over, the format is not known")
      return false
    }
    if known == .markdown || known == .html, settings.kind != "documents" {
      report.notes.append("\(file.name): passed over, '\(settings.name)' has no pages")
      return false
    }
    return true
  }
}
