import Dispatch
package import ParleyDomain
package import ParleyPlugin
import Synchronization

/// The collections of a configuration: loads them, and opens their current versions.
///
/// What another process loads is noticed at the next ``snapshot()``.
package final class KnowledgeLibrary: KnowledgeIndex {
  /// The collections in the order of the configuration.
  package let collections: [CollectionSettings]
  private let directory: String
  private let base: String
  private let search: any CollectionSearch
  private let clock: any WallClock
  private let onStep: @Sendable (VersionBuilder.Step) throws -> Void
  private let reading = BlockingQueue("parley.knowledge.open")
  private let loading = BlockingQueue("parley.knowledge.load")
  private let opened = Mutex<[String: KnowledgeVersion]>([:])

  /// Nothing is read yet.
  ///
  /// - Parameters:
  ///   - directory: Where versions are kept: `<storage>/knowledge`. Made by the first load.
  ///   - base: The folder of the configuration, below which the sources lie.
  package convenience init(
    directory: String, base: String, collections: [CollectionSettings],
    search: any CollectionSearch, clock: any WallClock
  ) {
    self.init(
      directory: directory, base: base, collections: collections, search: search, clock: clock,
      onStep: { _ in })
  }

  /// - Parameter onStep: Called at each step of a build; what it throws fails the build.
  init(
    directory: String, base: String, collections: [CollectionSettings],
    search: any CollectionSearch, clock: any WallClock,
    onStep: @escaping @Sendable (VersionBuilder.Step) throws -> Void
  ) {
    self.directory = directory
    self.base = base
    self.collections = collections
    self.search = search
    self.clock = clock
    self.onStep = onStep
  }

  // MARK: Reading

  /// The collections at their current versions. A collection that is not loaded, or whose file is
  /// damaged, fails only the searches for it.
  package func snapshot() async throws -> any KnowledgeSnapshot {
    try await pinned()
  }

  /// As ``snapshot()``, with the open versions.
  package func pinned() async throws -> PinnedKnowledge {
    let versions = try await reading.run { [self] in
      collections.map { settings in
        (
          settings.name,
          Result { () throws(KnowledgeError) in try openCurrent(of: settings.name) }
        )
      }
    }
    return PinnedKnowledge(
      Dictionary(versions, uniquingKeysWith: { first, _ in first }), search: search)
  }

  /// The current version of a collection.
  ///
  /// - Throws: ``KnowledgeError``: unknown, not loaded, or unreadable.
  package func currentVersion(of collection: String) async throws -> KnowledgeVersion {
    _ = try settings(of: collection)
    return try await reading.run { [self] in try openCurrent(of: collection) }
  }

  /// One record of the current version, or `nil` when it holds no such record.
  package func record(_ reference: RecordReference) async throws -> Record? {
    try await currentVersion(of: reference.collection).record(reference.id)
  }

  /// Every collection with what is loaded of it.
  package func list() async throws -> [CollectionStatus] {
    let pinned = try await pinned()
    return collections.map { settings in
      var status = CollectionStatus(settings)
      do throws(KnowledgeError) {
        let version = try pinned.version(of: settings.name)
        status.version = version.version
        status.records = version.records
        status.builtAt = version.builtAt
      } catch {
        if error.code != .notLoaded { status.problem = error.description }
      }
      return status
    }
  }

  // MARK: Loading

  /// Builds a new version of a collection and makes it the current one.
  ///
  /// - Parameters:
  ///   - files: Files and folders in place of the configuration's sources.
  ///   - onProgress: Called from another thread, at most once every 500 rows.
  /// - Throws: ``KnowledgeError``, `CancellationError`. The version that was current stays so.
  @discardableResult
  package func load(
    _ collection: String, files: [String]? = nil, options: LoadOptions = LoadOptions(),
    onProgress: @escaping @Sendable (LoadProgress) -> Void = { _ in }
  ) async throws -> LoadReport {
    let settings = try settings(of: collection)
    let sources = files ?? settings.sources
    let finder = SourceFinder(
      base: files == nil ? base : options.workingDirectory, isConfined: files == nil)
    let flag = CancellationMark()
    return try await withTaskCancellationHandler {
      try await loading.run { [self] in
        let files = try sources.flatMap { try finder.files(of: $0) }
        let loader = CollectionLoader(
          settings, options: options, onProgress: onProgress, isCancelled: { flag.isSet })
        return try build(settings, files: files, loader: loader, isDryRun: options.isDryRun)
      }
    } onCancel: {
      flag.set()
    }
  }

  private func build(
    _ settings: CollectionSettings, files: [SourceFile], loader: CollectionLoader, isDryRun: Bool
  ) throws -> LoadReport {
    let start = ContinuousClock.now
    let folder = try CollectionFolder(directory: directory, collection: settings.name)
    try DurableFile.makeFolder(folder.path)
    let lock = try LoadLock(folder)
    defer { withExtendedLifetime(lock) {} }
    try folder.sweep()
    let version = try VersionBuilder(settings, in: folder, now: clock.now, onStep: onStep)
    var loader = loader
    do {
      try loader.load(files, into: version)
      if isDryRun {
        try version.complete()
        try version.discard()
      } else {
        try version.publish()
      }
    } catch {
      try version.discard()
      throw error
    }
    var report = loader.report
    if !isDryRun {
      do throws(KnowledgeError) {
        try folder.prune(keeping: settings.keepVersions)
      } catch {
        // The load itself is done: what stays on disk too long must not make it look failed.
        report.notes.append("old versions were not removed: \(error.description)")
      }
    }
    report.version = isDryRun ? nil : version.version.description
    report.seconds = (ContinuousClock.now - start) / .seconds(1)
    return report
  }

  // MARK: Opening

  /// Opens what the pointer names, unless it is open already. Blocks.
  private func openCurrent(of collection: String) throws(KnowledgeError) -> KnowledgeVersion {
    let folder = try CollectionFolder(directory: directory, collection: collection)
    guard let name = try folder.current() else {
      throw KnowledgeError(
        .notLoaded, "'\(collection)' is not loaded; run `parley knowledge load \(collection)`")
    }
    let open = opened.withLock { $0[collection] }
    if let open, open.version == name.description { return open }
    do {
      let version = try KnowledgeVersion(file: folder.file(of: name), collection: collection)
      opened.withLock { $0[collection] = version }
      return version
    } catch let error as KnowledgeError {
      throw error
    } catch {
      throw KnowledgeVersion.unreadable(folder.file(of: name), collection, "\(error)")
    }
  }

  private func settings(of collection: String) throws(KnowledgeError) -> CollectionSettings {
    guard let settings = collections.first(where: { $0.name == collection }) else {
      throw Self.unknown(collection, known: collections.map(\.name))
    }
    return settings
  }

  static func unknown(_ collection: String, known: [String]) -> KnowledgeError {
    let names = known.isEmpty ? "none is configured" : "there are \(known.joined(separator: ", "))"
    return KnowledgeError(
      .unknownCollection, "no collection is called '\(collection.excerpt)'; \(names)")
  }
}

/// Tells a load that nobody waits for it any more.
private final class CancellationMark: Sendable {
  private let value = Atomic(false)

  var isSet: Bool { value.load(ordering: .relaxed) }

  func set() {
    value.store(true, ordering: .relaxed)
  }
}
