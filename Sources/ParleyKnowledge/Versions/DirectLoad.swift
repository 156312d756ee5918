import ParleyPlugin
import ParleySQLite

/// The records of a load that replaces all others: they go into the new version as they are read.
///
/// As long as they are those of the version in use, one after the other, nothing is built; with the
/// first that is not, a version is begun with those before it. So a load that finds nothing new costs
/// little more than reading.
final class DirectLoad: LoadTarget {
  /// The version in use cannot be read to its end: what was read of the sources has to be read again.
  struct DamagedBase: Error {}

  private(set) var count = 0
  private var base: Base?
  private var builder: VersionBuilder?
  private let makeBuilder: () throws -> VersionBuilder
  private let isCancelled: () -> Bool

  /// - Parameters:
  ///   - base: The version in use, if the records may be compared with it.
  ///   - makeBuilder: Begins the new version.
  init(
    comparedWith base: KnowledgeVersion?, isCancelled: @escaping () -> Bool,
    makeBuilder: @escaping () throws -> VersionBuilder
  ) throws {
    self.base = try base.map(Base.init)
    self.isCancelled = isCancelled
    self.makeBuilder = makeBuilder
  }

  /// - Throws: ``DamagedBase``, and what the version under construction met.
  func put(_ record: Record, told: ToldFigures) throws -> RecordStage.Change {
    let stored = StoredRecord(record)
    if builder == nil, try base?.isNext(stored) == true {
      count += 1
      return .added
    }
    try begun().add(record, stored)
    count += 1
    return .added
  }

  /// Sources are read once, and the loader takes an id only once.
  func record(_ id: String) throws -> Record? { nil }

  func removeOthers() throws -> Int { 0 }

  /// The version with all records, not complete yet; `nil` when the version in use holds just these.
  ///
  /// - Throws: As ``put(_:told:)``.
  func finish() throws -> VersionBuilder? {
    if builder == nil, let base, base.version.records == count {
      try base.checkAll()
      return nil
    }
    let builder = try begun()
    try builder.finishRecords()
    return builder
  }

  /// Takes away what was built.
  func discard() throws { try builder?.discard() }

  /// The version under construction, which begins with the records that the version in use has too.
  private func begun() throws -> VersionBuilder {
    if let builder { return builder }
    let begun = try makeBuilder()
    builder = begun
    try begun.begin()
    var fed = 0
    while fed < count, let base {
      for stored in try base.records(after: fed, upTo: count) {
        guard let record = try base.record(stored) else { throw DamagedBase() }
        try begun.add(record, stored)
        fed += 1
      }
      if isCancelled() { throw CancellationError() }
    }
    base = nil
    return begun
  }
}

/// The version in use while the records of a load are compared with it.
private final class Base {
  private static let chunk = 500

  let version: KnowledgeVersion
  private let connection: SQLiteConnection
  private var waiting: ArraySlice<(number: Int64, id: String, hash: String)> = []
  private var last: Int64 = 0

  init(_ version: KnowledgeVersion) throws {
    self.version = version
    connection = try SQLiteConnection(path: version.queue.path, mode: .immutable)
  }

  /// Whether this is the record that follows; goes on to the next one.
  func isNext(_ record: StoredRecord) throws -> Bool {
    if waiting.isEmpty {
      waiting = try readable {
        try connection.rows(
          "SELECT number, id, hash FROM records WHERE number > ? ORDER BY number LIMIT ?",
          [.integer(last), .integer(Int64(Self.chunk))]
        ) { ($0.integer(0), $0.text(1), $0.text(2)) }[...]
      }
    }
    guard let next = waiting.first, next.hash == record.hash, next.id == record.id else {
      return false
    }
    waiting.removeFirst()
    last = next.number
    return true
  }

  /// The next records in their order, none of them beyond the place `limit`.
  func records(after place: Int, upTo limit: Int) throws -> [StoredRecord] {
    let rows = try readable {
      try connection.rows(
        "SELECT id, title, document, hash FROM records ORDER BY number LIMIT ? OFFSET ?",
        [.integer(Int64(min(Self.chunk, limit - place))), .integer(Int64(place))]
      ) {
        StoredRecord(id: $0.text(0), title: $0.text(1), document: $0.text(2), hash: $0.text(3))
      }
    }
    guard !rows.isEmpty else { throw DirectLoad.DamagedBase() }
    return rows
  }

  /// The record that is stored, or `nil` when its document is not the one that was stored.
  func record(_ stored: StoredRecord) throws -> Record? {
    guard stored.hasOwnHash else { return nil }
    return try RecordStage.record(from: stored.document, collection: version.collection.name)
  }

  /// Throws ``DirectLoad/DamagedBase`` unless the file is whole.
  func checkAll() throws {
    let verdict = try readable {
      try connection.rows("PRAGMA quick_check(1)", [], { $0.text(0) })
    }
    guard verdict == ["ok"] else { throw DirectLoad.DamagedBase() }
  }

  private func readable<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as SQLiteError where error.kind == .damaged {
      throw DirectLoad.DamagedBase()
    }
  }
}
