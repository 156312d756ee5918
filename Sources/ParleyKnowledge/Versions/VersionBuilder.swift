import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// Builds one version file, checks it, and makes it the current one.
///
/// Until the very last step the collection's folder holds nothing that a reader would look at: a
/// build that fails or crashes leaves the old version as it was.
final class VersionBuilder {
  /// Where a build can stop; tests stop at each.
  enum Step: String, CaseIterable, Sendable {
    case created
    case filled
    case checked
    case judged
    case named
    case switched
  }

  let version: VersionName
  private(set) var count = 0
  private let folder: CollectionFolder
  private let settings: CollectionSettings
  private let path: String
  private let builtAt: Timestamp
  private let onStep: (Step) throws -> Void
  private var connection: SQLiteConnection?
  private var pipeline: IndexPipeline?
  private var isNamed = false

  /// Begins a build. Only under the collection's ``LoadLock``.
  init(
    _ settings: CollectionSettings, in folder: CollectionFolder, now: Timestamp,
    onStep: @escaping (Step) throws -> Void = { _ in }
  ) throws {
    self.settings = settings
    self.folder = folder
    self.onStep = onStep
    builtAt = now
    version = VersionName(now: now, after: folder.versions())
    path = folder.buildingFile(of: version)
  }

  // MARK: Filling

  /// Begins a version to which records are added one by one.
  func begin() throws {
    try DurableFile.create(path)
    let connection = try open()
    try connection.execute(VersionSchema.tables)
    try onStep(.created)
    try connection.run("BEGIN")
    try connection.execute(VersionSchema.filling)
    pipeline = IndexPipeline(
      connection,
      RecordIndexer(
        analyzer: TextAnalyzer(language: settings.language), isDocuments: isDocuments,
        spillPath: path + "-lists"))
  }

  /// Adds a record. Between ``begin()`` and ``finishRecords()``.
  func add(_ record: Record, _ stored: StoredRecord) throws {
    try pipeline?.add(record, stored)
    count += 1
  }

  /// Waits until all records are indexed; none can be added any more.
  func finishRecords() throws {
    try pipeline?.finish()
    pipeline = nil
    try connection?.execute("ANALYZE;")
  }

  /// Indexes all records of a load.
  func index(_ stage: RecordStage, isCancelled: () -> Bool) throws {
    try begin()
    var last = 0
    while true {
      let rows = try stage.rows(after: last)
      guard let row = rows.last else { break }
      last = row.number
      for row in rows {
        let record = try record(from: row.document)
        try add(
          record,
          StoredRecord(id: row.id, title: record.title, document: row.document, hash: row.hash))
      }
      if isCancelled() { throw CancellationError() }
    }
    try finishRecords()
  }

  /// Copies a version and changes some of its records.
  ///
  /// - Parameter changes: ``RecordStage/changes()``
  func change(
    _ base: KnowledgeVersion, _ changes: [(row: RecordStage.Row, old: String?)]
  ) throws {
    try DurableFile.copy(base.queue.path, to: path)
    let connection = try open()
    try onStep(.created)
    try connection.run("BEGIN")
    let patch = IndexPatch(connection, analyzer: base.analyzer, isDocuments: isDocuments)
    try patch.apply(
      changes.map { row, old in
        let new = try record(from: row.document)
        return IndexPatch.Change(
          number: row.number, old: try old.map(record), new: new,
          stored: StoredRecord(
            id: row.id, title: new.title, document: row.document, hash: row.hash))
      })
    count = base.records + changes.count { $0.old == nil }
  }

  private func record(from document: String) throws -> Record {
    let name = settings.name
    guard let record = try RecordStage.record(from: document, collection: name) else {
      throw KnowledgeError(.unreadable, "'\(name)' holds JSON that is no record")
    }
    return record
  }

  private var isDocuments: Bool { settings.kind == "documents" }

  /// Nobody reads this file before it is whole, and a crash throws it away.
  private func open() throws -> SQLiteConnection {
    let connection = try SQLiteConnection(path: path, mode: .readWrite)
    try connection.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
    self.connection = connection
    return connection
  }

  /// The file while it is built: complete and checked after ``complete()``.
  var buildingFile: String { path }

  /// Makes the completed file the current version.
  func publish() throws {
    try DurableFile.sync(path)
    try DurableFile.move(path, to: folder.file(of: version))
    isNamed = true
    try DurableFile.sync(folder.path)
    try onStep(.named)
    try PointerLock.hold(folder) { try folder.switchPointer(to: version) }
    try onStep(.switched)
  }

  /// Completes and checks the file, which stays without a name.
  func complete() throws {
    guard let connection else { return }
    let meta: [(String, String)] = [
      ("built_at", builtAt.description),
      ("schema", String(VersionSchema.number)), ("collection", settings.name),
      ("kind", settings.kind), ("language", settings.language),
      ("currency", settings.currency ?? ""), ("version", version.description),
      ("records", String(count)),
    ]
    for (key, value) in meta {
      try connection.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", [.text(key), .text(value)])
    }
    try connection.run("COMMIT")
    try onStep(.filled)
    try check(connection)
    try onStep(.checked)
  }

  /// Takes away what was built, unless it is current.
  func discard() throws {
    try pipeline?.abandon()
    pipeline = nil
    if isNamed {
      if try folder.current() != version { try DurableFile.remove(folder.file(of: version)) }
    } else {
      try DurableFile.remove(path)
    }
    try DurableFile.remove(path + "-journal")
  }

  private func check(_ connection: SQLiteConnection) throws {
    let verdict = try connection.rows("PRAGMA quick_check(1)") { $0.text(0) }
    let stored = try connection.first("SELECT count(*) FROM records") { $0.integer(0) }
    try connection.run("INSERT INTO words(words) VALUES ('integrity-check')")
    guard verdict == ["ok"], stored == Int64(count) else {
      let reason = verdict.first ?? "no answer"
      throw KnowledgeError(
        .io, "\(path): the new version did not pass its check (\(reason)); the old one stays")
    }
  }
}
