import ParleyDomain
import ParleyJSON
package import ParleyPlugin
package import ParleySQLite
import Synchronization

/// One version of a collection, open for reading.
///
/// The file never changes, and whoever holds the version keeps it readable, also when a newer one
/// took its place or it was pruned meanwhile. It closes when the last holder lets go.
package final class KnowledgeVersion: Sendable {
  package let collection: CollectionInfo
  /// For example `20261120T183011Z-3fa9c1`.
  package let version: String
  /// The ISO 4217 code of the collection, when it has one.
  package let currency: String?
  package let builtAt: Timestamp
  /// ``VersionSchema/number`` of the release that built it.
  let schema: Int
  package let records: Int
  /// Cuts questions into words as the records were cut.
  package let analyzer: TextAnalyzer
  /// The version's connection; ``run(_:)`` also tells what to do about a damaged file.
  package let queue: SQLiteQueue
  /// What searches need of the version in memory: read by the first, gone with the last holder.
  private let searched = Mutex<SearchableVersion?>(nil)

  /// How much of the file is kept in memory at most, in KiB.
  private static let cacheSize = 8192

  /// Opens a version file. Blocks.
  ///
  /// - Throws: ``KnowledgeError`` with ``KnowledgeError/Code/unreadable``.
  init(file: String, collection: String) throws {
    do {
      guard DurableFile.size(file) != nil else {
        throw Self.unreadable(file, collection, "is missing")
      }
      let meta = try Self.meta(of: file, collection: collection)
      guard let schema = meta["schema"].flatMap({ Int($0) }),
        VersionSchema.readable.contains(schema)
      else {
        throw Self.unreadable(file, collection, "was built by another release of Parley")
      }
      guard let kind = meta["kind"], let language = meta["language"], let version = meta["version"],
        let builtAt = meta["built_at"].flatMap({ Timestamp($0) }),
        let records = meta["records"].flatMap({ Int($0) }), meta["collection"] == collection
      else { throw Self.unreadable(file, collection, "lacks what a version must say of itself") }
      self.collection = CollectionInfo(name: collection, kind: kind, language: language)
      self.schema = schema
      self.version = version
      self.builtAt = builtAt
      self.records = records
      currency = meta["currency"].flatMap { $0.isEmpty ? nil : $0 }
      analyzer = TextAnalyzer(language: language)
      queue = try SQLiteQueue(path: file, mode: .immutable) { connection in
        try connection.execute("PRAGMA cache_size = -\(Self.cacheSize);")
      }
    } catch let error as SQLiteError {
      throw Self.unreadable(file, collection, error.message)
    }
  }

  /// Runs the body with the version's connection, off the caller's thread unless that may block.
  ///
  /// - Parameter mayBlock: Whether the calling thread may wait for the disk.
  /// - Throws: ``KnowledgeError`` with ``KnowledgeError/Code/unreadable`` when the file turns out to
  ///   be damaged; what the body throws; `CancellationError`.
  package func run<T: Sendable>(
    mayBlock: Bool = false, _ body: @escaping @Sendable (SQLiteConnection) throws -> T
  ) async throws -> T {
    do {
      return try await queue.run(mayBlock: mayBlock, body)
    } catch let error as SQLiteError where error.kind == .damaged || error.kind == .io {
      throw Self.unreadable(queue.path, collection.name, error.message)
    }
  }

  /// What searches need of the version.
  ///
  /// - Parameter connection: The version's own: so nobody else reads the same at the same time.
  func searchable(_ connection: SQLiteConnection) throws -> SearchableVersion {
    if let known = searched.withLock({ $0 }) { return known }
    let opened = try SearchableVersion(connection, of: collection, analyzer: analyzer)
    searched.withLock { $0 = opened }
    return opened
  }

  /// One record, or `nil` when the version does not hold it.
  package func record(_ id: String) async throws -> Record? {
    let document = try await run { connection in
      try connection.first("SELECT document FROM records WHERE id = ?", [.text(id)]) { $0.text(0) }
    }
    return try document.map(record(from:))
  }

  /// The records with these numbers, in this order; numbers that do not exist are left out.
  package func records(_ numbers: [Int64]) async throws -> [Record] {
    let documents = try await run { connection in
      try numbers.compactMap { number in
        try connection.first(
          "SELECT document FROM records WHERE number = ?", [.integer(number)]
        ) { $0.text(0) }
      }
    }
    return try documents.map(record(from:))
  }

  /// Every record in the order of the ids' bytes, or `nil` when there are more than `limit`.
  package func allRecords(atMost limit: Int) async throws -> [Record]? {
    guard records <= limit else { return nil }
    let documents = try await run { connection in
      try connection.rows("SELECT document FROM records ORDER BY id") { $0.text(0) }
    }
    return try documents.map(record(from:))
  }

  /// The record that a row's `document` holds.
  package func record(from document: String) throws -> Record {
    do {
      let limits = JSONLimits(bytes: 4 * RecordBuilder.recordLimit)
      let value = try JSONParser.parse(document, limits: limits)
      if let record = RecordJSON.record(from: value, collection: collection.name) { return record }
      throw Self.unreadable(queue.path, collection.name, "holds JSON that is no record")
    } catch let error as JSONError {
      throw Self.unreadable(
        queue.path, collection.name, "holds a record that cannot be read (\(error))")
    }
  }

  private static func meta(of file: String, collection: String) throws -> [String: String] {
    let connection = try SQLiteConnection(path: file, mode: .immutable)
    // A file that was cut short would only be noticed by the search that needs its end.
    let pages = try connection.first("PRAGMA page_count") { $0.integer(0) } ?? 0
    let pageSize = try connection.first("PRAGMA page_size") { $0.integer(0) } ?? 0
    let (expected, isOverflown) = pages.multipliedReportingOverflow(by: pageSize)
    guard !isOverflown, Int64(DurableFile.size(file) ?? 0) >= expected else {
      throw unreadable(file, collection, "is shorter than it says")
    }
    let rows = try connection.rows("SELECT key, value FROM meta") { ($0.text(0), $0.text(1)) }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }

  static func unreadable(_ file: String, _ collection: String, _ reason: String) -> KnowledgeError {
    KnowledgeError(
      .unreadable, "\(file): \(reason); build it again with `parley knowledge load \(collection)`")
  }
}
