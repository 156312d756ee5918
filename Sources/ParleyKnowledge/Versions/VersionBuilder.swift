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
  private let analyzer: TextAnalyzer
  private let connection: SQLiteConnection
  private let index: IndexWriter
  private let path: String
  private let onStep: (Step) throws -> Void
  private var isNamed = false

  /// Begins a build. Only under the collection's ``LoadLock``.
  init(
    _ settings: CollectionSettings, in folder: CollectionFolder, now: Timestamp,
    onStep: @escaping (Step) throws -> Void = { _ in }
  ) throws {
    self.settings = settings
    self.folder = folder
    self.onStep = onStep
    analyzer = TextAnalyzer(language: settings.language)
    version = VersionName(now: now, after: folder.versions())
    path = folder.buildingFile(of: version)
    try DurableFile.create(path)
    do {
      connection = try SQLiteConnection(path: path, mode: .readWrite)
      index = IndexWriter(connection, analyzer: analyzer, isDocuments: settings.kind == "documents")
      try begin(now)
      try onStep(.created)
    } catch {
      try DurableFile.remove(path)
      throw error
    }
  }

  private func begin(_ now: Timestamp) throws {
    // Nobody reads this file before it is whole, and a crash throws it away.
    try connection.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
    try connection.execute(VersionSchema.tables)
    try connection.run("BEGIN")
    try connection.run(
      "INSERT INTO meta VALUES ('built_at', ?)", [.text(now.description)])
  }

  /// Adds a record. Its id must not have been added before.
  func add(_ record: Record) throws {
    try index.add(record)
    count += 1
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
    let meta: [(String, String)] = [
      ("schema", String(VersionSchema.number)), ("collection", settings.name),
      ("kind", settings.kind), ("language", settings.language),
      ("currency", settings.currency ?? ""), ("version", version.description),
      ("records", String(count)),
    ]
    for (key, value) in meta {
      try connection.run("INSERT INTO meta VALUES (?, ?)", [.text(key), .text(value)])
    }
    try index.finish()
    try connection.run("COMMIT")
    try connection.execute("ANALYZE;")
    try onStep(.filled)
    try check()
    try onStep(.checked)
  }

  /// Takes away what was built, unless it is current.
  func discard() throws {
    if isNamed {
      if try folder.current() != version { try DurableFile.remove(folder.file(of: version)) }
    } else {
      try DurableFile.remove(path)
    }
    try DurableFile.remove(path + "-journal")
  }

  private func check() throws {
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
