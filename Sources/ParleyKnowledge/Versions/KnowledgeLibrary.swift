package import ParleyDomain
package import ParleyPlugin
import Synchronization

/// The collections of a configuration: loads them, and opens their current versions.
///
/// What another process loads is noticed at the next ``snapshot()``.
package final class KnowledgeLibrary: KnowledgeIndex {
  /// The collections in the order of the configuration.
  package let collections: [CollectionSettings]
  let directory: String
  let base: String
  let search: any CollectionSearch
  let clock: any WallClock
  let commands: (any SourceCommandRunner)?
  let onStep: @Sendable (VersionBuilder.Step) throws -> Void
  let reading = BlockingQueue("parley.knowledge.open")
  let loading = BlockingQueue("parley.knowledge.load")
  private let opened = Mutex<[String: KnowledgeVersion]>([:])

  /// Nothing is read yet.
  ///
  /// - Parameters:
  ///   - directory: Where versions are kept: `<storage>/knowledge`. Made by the first load.
  ///   - base: The folder of the configuration, below which the sources lie.
  ///   - commands: Runs the sources that are commands; without it they fail.
  package convenience init(
    directory: String, base: String, collections: [CollectionSettings],
    search: any CollectionSearch, clock: any WallClock, commands: (any SourceCommandRunner)? = nil
  ) {
    self.init(
      directory: directory, base: base, collections: collections, search: search, clock: clock,
      commands: commands, onStep: { _ in })
  }

  /// - Parameter onStep: Called at each step of a build; what it throws fails the build.
  init(
    directory: String, base: String, collections: [CollectionSettings],
    search: any CollectionSearch, clock: any WallClock,
    commands: (any SourceCommandRunner)? = nil,
    onStep: @escaping @Sendable (VersionBuilder.Step) throws -> Void
  ) {
    self.directory = directory
    self.base = base
    self.collections = collections
    self.search = search
    self.clock = clock
    self.commands = commands
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
      Dictionary(versions, uniquingKeysWith: { first, _ in first }), search: search,
      ages: try figureAges())
  }

  private func figureAges() throws(KnowledgeError) -> [String: FigureAge] {
    var ages: [String: FigureAge] = [:]
    for settings in collections {
      guard let limits = settings.maximumAge else { continue }
      let folder = try CollectionFolder(directory: directory, collection: settings.name)
      ages[settings.name] = FigureAge(
        limits: limits, file: ConfirmationFile(folder), clock: clock, reading: reading)
    }
    return ages
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

  func settings(of collection: String) throws(KnowledgeError) -> CollectionSettings {
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
