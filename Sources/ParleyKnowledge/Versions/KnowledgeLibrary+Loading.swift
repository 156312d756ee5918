import Synchronization

extension KnowledgeLibrary {
  /// Loads a collection: builds a new version, unless the current one holds the same, and makes it the
  /// current one.
  ///
  /// Without `files` and ``LoadOptions/mode``, the sources that replace are read first and those that
  /// update are merged into what they give, or into the current version when all of them update.
  ///
  /// - Parameters:
  ///   - files: Files and folders in place of the configuration's sources.
  ///   - onProgress: Called from another thread, at most once every 500 rows.
  /// - Throws: ``KnowledgeError``, ``GateFailure``, `CancellationError`. The version that was current
  ///   stays so.
  @discardableResult
  package func load(
    _ collection: String, files: [String]? = nil, options: LoadOptions = LoadOptions(),
    onProgress: @escaping @Sendable (LoadProgress) -> Void = { _ in }
  ) async throws -> LoadReport {
    let settings = try settings(of: collection)
    let finder = SourceFinder(
      base: files == nil ? base : options.workingDirectory, isConfined: files == nil)
    let sources = files?.map { CollectionSource(.path($0)) } ?? settings.sources
    var passes: [LoadPass] = []
    if let mode = options.mode {
      passes = [LoadPass(sources: sources, mode: mode, finder: finder)]
    } else {
      for (isUpdate, mode) in [(false, LoadMode.replace), (true, .merge)] {
        let chosen = sources.filter { $0.isUpdate == isUpdate }
        if !chosen.isEmpty {
          passes.append(LoadPass(sources: chosen, mode: mode, finder: finder))
        }
      }
      if passes.isEmpty { passes = [LoadPass(sources: [], mode: .replace, finder: finder)] }
    }
    return try await run(passes, settings, options, onProgress)
  }

  /// Merges one of the configuration's sources into the current version. Throws as
  /// ``load(_:files:options:onProgress:)``.
  @discardableResult
  package func merge(
    _ source: CollectionSource, into collection: String, options: LoadOptions = LoadOptions()
  ) async throws -> LoadReport {
    let finder = SourceFinder(base: base, isConfined: true)
    let pass = LoadPass(sources: [source], mode: .merge, finder: finder)
    return try await run([pass], try settings(of: collection), options, { _ in })
  }

  private func run(
    _ passes: [LoadPass], _ settings: CollectionSettings, _ options: LoadOptions,
    _ onProgress: @escaping @Sendable (LoadProgress) -> Void
  ) async throws -> LoadReport {
    let folder = try CollectionFolder(directory: directory, collection: settings.name)
    let flag = CancellationMark()
    return try await withTaskCancellationHandler {
      try await loading.run { [self] in
        let run = LoadRun(
          settings: settings, folder: folder, options: options, clock: clock, search: search,
          commands: commands, onStep: onStep, onProgress: onProgress, isCancelled: { flag.isSet })
        return try run.run(passes)
      }
    } onCancel: {
      flag.set()
    }
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
