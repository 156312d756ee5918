import ParleyPlugin
import ParleySQLite
import Synchronization

/// The readers of the versions in use, each with its facets in memory.
///
/// A version never changes, so its reader is made once. Old versions make room for new ones.
final class QueryReaderCache: Sendable {
  /// More than the collections of a shop, each in the version before and the current one.
  private static let mostVersions = 24

  private struct Entry {
    var path: String
    var reader: QueryReader
  }

  /// The most recently used last.
  private let entries = Mutex<[Entry]>([])

  /// The reader of a version. Called on the version's own queue: nobody else builds the same.
  func reader(of version: KnowledgeVersion, _ connection: SQLiteConnection) throws -> QueryReader {
    let path = version.queue.path
    if let reader = use(path) { return reader }
    let lexicon = Lexicon.lexicon(for: version.collection.language)
    let catalog = try FacetCatalog(
      connection, of: version.collection, analyzer: version.analyzer, lexicon: lexicon)
    let reader = QueryReader(collection: version.collection, catalog: catalog)
    entries.withLock { entries in
      entries.append(Entry(path: path, reader: reader))
      if entries.count > Self.mostVersions { entries.removeFirst() }
    }
    return reader
  }

  private func use(_ path: String) -> QueryReader? {
    entries.withLock { entries in
      guard let index = entries.firstIndex(where: { $0.path == path }) else { return nil }
      let entry = entries.remove(at: index)
      entries.append(entry)
      return entry.reader
    }
  }
}
