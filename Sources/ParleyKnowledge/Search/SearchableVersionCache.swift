import ParleyPlugin
import ParleySQLite
import Synchronization

/// The versions in use, each with what searches need of it in memory.
///
/// A version never changes, so that is read once. Old versions make room for new ones.
final class SearchableVersionCache: Sendable {
  /// More than the collections of a shop, each in the version before and the current one.
  private static let mostVersions = 24

  private struct Entry {
    var path: String
    var version: SearchableVersion
  }

  /// The most recently used last.
  private let entries = Mutex<[Entry]>([])

  /// What a version's searches need. Called on the version's own queue: nobody else reads the same.
  func version(
    _ version: KnowledgeVersion, _ connection: SQLiteConnection
  ) throws -> SearchableVersion {
    let path = version.queue.path
    if let known = use(path) { return known }
    let opened = try SearchableVersion(
      connection, of: version.collection, analyzer: version.analyzer)
    entries.withLock { entries in
      entries.append(Entry(path: path, version: opened))
      if entries.count > Self.mostVersions { entries.removeFirst() }
    }
    return opened
  }

  private func use(_ path: String) -> SearchableVersion? {
    entries.withLock { entries in
      guard let index = entries.firstIndex(where: { $0.path == path }) else { return nil }
      let entry = entries.remove(at: index)
      entries.append(entry)
      return entry.version
    }
  }
}
