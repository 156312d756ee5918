import Dispatch
import ParleyPlugin
import ParleySQLite
import Synchronization

/// Fills the tables of a version while its records are still being read: one thread cuts texts into
/// words, another writes rows. A few portions of records are on the way at a time.
///
/// `@unchecked Sendable` because the indexer is used on `cutting` alone and the connection on `writing`
/// alone, until ``finish()`` and ``abandon()`` have waited for both.
final class IndexPipeline: @unchecked Sendable {
  /// A portion ends with so many records or bytes.
  private static let mostRecords = 256
  private static let mostBytes = 256 << 10
  /// How many portions are on the way at most.
  private static let ahead = 4

  private let connection: SQLiteConnection
  private var indexer: RecordIndexer
  private let cutting = DispatchQueue(label: "parley.knowledge.words")
  private let writing = DispatchQueue(label: "parley.knowledge.rows")
  private let room = DispatchSemaphore(value: IndexPipeline.ahead)
  private let failure = Mutex<(any Error)?>(nil)
  private var portion: [(record: Record, stored: StoredRecord)] = []
  private var bytes = 0

  /// Takes over a connection with an open transaction until ``finish()``.
  init(_ connection: SQLiteConnection, _ indexer: RecordIndexer) {
    self.connection = connection
    self.indexer = indexer
  }

  /// Adds a record; waits while too many are on the way.
  ///
  /// - Throws: What an earlier record met.
  func add(_ record: Record, _ stored: StoredRecord) throws {
    portion.append((record, stored))
    bytes += stored.document.utf8.count
    if portion.count >= Self.mostRecords || bytes >= Self.mostBytes { try send() }
  }

  /// Waits until everything is written, and completes the tables.
  func finish() throws {
    try send()
    wait()
    try failure.withLock { if let error = $0 { throw error } }
    try indexer.finish(connection)
    try indexer.discard()
  }

  /// Gives up what is on the way and waits for its end.
  func abandon() throws {
    failure.withLock { $0 = $0 ?? CancellationError() }
    wait()
    try indexer.discard()
  }

  private func send() throws {
    try failure.withLock { if let error = $0 { throw error } }
    let portion = portion
    self.portion.removeAll(keepingCapacity: true)
    bytes = 0
    room.wait()
    cutting.async { [self] in
      let rows = cut(portion)
      writing.async { [self] in
        write(rows)
        room.signal()
      }
    }
  }

  private func cut(_ portion: [(record: Record, stored: StoredRecord)]) -> [RecordRows] {
    attempt { try portion.map { try indexer.index($0.record, $0.stored) } } ?? []
  }

  private func write(_ rows: [RecordRows]) {
    attempt { for row in rows { try row.insert(into: connection) } }
  }

  /// Does the work unless something failed before, and keeps what it throws.
  @discardableResult
  private func attempt<T>(_ work: () throws -> T) -> T? {
    guard failure.withLock({ $0 == nil }) else { return nil }
    do {
      return try work()
    } catch {
      failure.withLock { $0 = $0 ?? error }
      return nil
    }
  }

  private func wait() {
    cutting.sync {}
    writing.sync {}
  }
}
