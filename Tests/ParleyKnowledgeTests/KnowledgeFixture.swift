import FoundationEssentials
import Glibc
import ParleyDomain
import ParleyPlugin
import Synchronization

@testable import ParleyKnowledge

/// A folder with a shop's sources and the library that loads them; gone with its last holder.
final class KnowledgeFixture: Sendable {
  let root: String

  /// - Parameter files: Path below the folder → content.
  init(_ files: [String: String] = [:]) throws {
    var template = Array(
      (FileManager.default.temporaryDirectory.path + "/parley-XXXXXX").utf8CString)
    guard let path = mkdtemp(&template) else { throw KnowledgeError(.io, "no temporary folder") }
    // The name as the system resolves it, so that paths in messages can be compared.
    guard let real = realpath(path, nil) else { throw KnowledgeError(.io, "no temporary folder") }
    root = String(cString: real)
    free(real)
    for (name, content) in files { try write(content, to: name) }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: root)
  }

  func write(_ content: String, to name: String) throws {
    try write(Array(content.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let path = self.path(name)
    if let slash = path.lastIndex(of: "/") {
      try FileManager.default.createDirectory(
        atPath: String(path[..<slash]), withIntermediateDirectories: true)
    }
    try Data(bytes).write(to: URL(filePath: path))
  }

  func path(_ name: String) -> String { "\(root)/\(name)" }

  /// The names in a folder; none when it does not exist.
  func names(in folder: String) -> [String] {
    FolderListing.names(in: path(folder)) ?? []
  }

  /// A library over `<root>/data/knowledge`.
  func library(
    _ settings: CollectionSettings, clock: any WallClock = TestClock(),
    data: String = "data",
    onStep: @escaping @Sendable (VersionBuilder.Step) throws -> Void = { _ in }
  ) -> KnowledgeLibrary {
    KnowledgeLibrary(
      directory: path("\(data)/knowledge"), base: root, collections: [settings],
      search: RecordingSearch(), clock: clock, onStep: onStep)
  }

  /// The rows of one file as its reader gives them.
  func items(_ name: String, format: SourceFormat? = nil) throws -> (
    items: [SourceItem], note: String
  ) {
    let files = try SourceFinder(base: root, isConfined: true).files(of: name)
    var items: [SourceItem] = []
    var note = ""
    for file in files {
      var reader = try SourceReaders.reader(
        of: InputFile(file), format: format, mapping: ColumnMapping())
      while let item = try reader.next() { items.append(item) }
      note = reader.note
    }
    return (items, note)
  }
}

/// A collection named `shop` that is loaded from `source`.
func shop(
  _ source: String..., kind: String = "products", language: String = "en",
  currency: String? = "USD", keepVersions: Int = 3
) -> CollectionSettings {
  CollectionSettings(
    name: "shop", kind: kind, language: language, currency: currency, sources: source,
    keepVersions: keepVersions)
}

/// A clock that tests set.
final class TestClock: WallClock {
  private let time = Mutex(Timestamp(milliseconds: 1_795_199_411_000))

  var now: Timestamp { time.withLock { $0 } }

  func advance(by duration: Duration) {
    time.withLock { $0 = $0.advanced(by: duration) }
  }
}

/// A search that finds nothing and tells which version it was asked to search.
struct RecordingSearch: CollectionSearch {
  func search(_ query: KnowledgeQuery, in version: KnowledgeVersion) async throws -> SearchResult {
    SearchResult(
      collection: version.collection, version: version.version, reading: QueryReading(), hits: [],
      total: version.records, coverage: 0)
  }
}

extension SourceItem {
  /// The row's columns as `name=value`, for short comparisons.
  var cells: [String] {
    guard case .row(let raw) = self else { return [] }
    return raw.columns.map { "\($0.name)=\($0.value.scalars.joined(separator: "+"))" }
  }

  var line: Int {
    switch self {
    case .row(let raw): raw.place.line
    case .rejected(let message): message.place.line
    }
  }

  var reason: String? {
    if case .rejected(let message) = self { message.description } else { nil }
  }
}

/// The error of a body that must throw a ``KnowledgeError``.
func knowledgeError(_ body: () async throws -> Void) async -> KnowledgeError? {
  do {
    try await body()
    return nil
  } catch {
    return error as? KnowledgeError
  }
}
