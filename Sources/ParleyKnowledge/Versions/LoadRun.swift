import ParleyDomain
import ParleyPlugin
import ParleySQLite

/// Sources that are read together, and what becomes of the records from before.
struct LoadPass: Sendable {
  var sources: [CollectionSource]
  var mode: LoadMode
  var finder: SourceFinder
}

/// One load of a collection: reads the passes, and when the collection would be another one then
/// builds, checks and judges a version and makes it the current one. Blocks.
///
/// Where few records of a large collection change, the version in use is copied and changed
/// (``IndexPatch``); otherwise all records are indexed anew.
struct LoadRun {
  let settings: CollectionSettings
  let folder: CollectionFolder
  let options: LoadOptions
  let clock: any WallClock
  let search: any CollectionSearch
  let commands: (any SourceCommandRunner)?
  let onStep: (VersionBuilder.Step) throws -> Void
  let onProgress: (LoadProgress) -> Void
  let isCancelled: () -> Bool

  /// - Throws: ``KnowledgeError``, ``GateFailure``, `CancellationError`. Then nothing has changed.
  func run(_ passes: [LoadPass]) throws -> LoadReport {
    let start = ContinuousClock.now
    try DurableFile.makeFolder(folder.path)
    let lock = try LoadLock(folder)
    defer { withExtendedLifetime(lock) {} }
    try PointerLock.hold(folder) { try folder.sweep() }
    let report =
      if let pass = passes.first, passes.count == 1, pass.mode == .replace {
        try replace(pass)
      } else {
        try merge(passes)
      }
    var timed = report
    timed.seconds = (ContinuousClock.now - start) / .seconds(1)
    return timed
  }

  /// A load of one pass that replaces everything: records go into the new version as they are read.
  private func replace(_ pass: LoadPass) throws -> LoadReport {
    let time = clock.now
    var report: LoadReport
    do {
      report = try replace(pass, unlessHeldBy: try comparableVersion())
    } catch is DirectLoad.DamagedBase {
      report = try replace(pass, unlessHeldBy: nil)
    }
    if !options.isDryRun { confirm(nil, mergedInto: nil, at: time, &report) }
    return report
  }

  private func replace(
    _ pass: LoadPass, unlessHeldBy version: KnowledgeVersion?
  ) throws -> LoadReport {
    let target = try DirectLoad(comparedWith: version, isCancelled: isCancelled) {
      try VersionBuilder(settings, in: folder, now: clock.now, onStep: onStep)
    }
    do {
      var report = try read([pass], into: target)
      if let builder = try target.finish() {
        try builder.complete()
        try publish(builder, &report)
      } else if let version {
        try keep(version, &report)
      }
      return report
    } catch {
      try target.discard()
      throw error
    }
  }

  /// A load that merges into what there is, or that has more than one pass: records are staged first.
  private func merge(_ passes: [LoadPass]) throws -> LoadReport {
    let stage = try RecordStage(at: folder.stagingFile, collection: settings.name)
    do {
      let time = clock.now
      let merged = try mergedVersion(passes)
      if let merged { try stage.copy(from: merged) }
      var report = try read(passes, into: stage)
      if let version = try currentWithTheSame(stage) {
        try keep(version, &report)
      } else {
        try publish(try build(stage, &report), &report)
      }
      if !options.isDryRun { confirm(stage, mergedInto: merged, at: time, &report) }
      try stage.discard()
      return report
    } catch {
      try stage.discard()
      throw error
    }
  }

  // MARK: Reading

  private func read(_ passes: [LoadPass], into target: any LoadTarget) throws -> LoadReport {
    var loader = CollectionLoader(
      settings, options: options, onProgress: onProgress, isCancelled: isCancelled)
    var commandCount = 0
    for pass in passes {
      loader.begin(pass.mode)
      // What is missing is told before anything is read.
      let found: [[SourceFile]] = try pass.sources.map { source in
        if case .path(let path) = source.origin { try pass.finder.files(of: path) } else { [] }
      }
      for (source, files) in zip(pass.sources, found) {
        let format = try options.format ?? Self.format(of: source)
        if case .command(let command) = source.origin {
          commandCount += 1
          try load(command, number: commandCount, format, &loader, into: target)
        } else {
          try loader.load(files, format: format, into: target)
        }
      }
      try loader.end(into: target)
    }
    return loader.report
  }

  private func load(
    _ command: SourceCommand, number: Int, _ format: SourceFormat?,
    _ loader: inout CollectionLoader, into target: any LoadTarget
  ) throws {
    let name = command.arguments.first ?? "command"
    guard let commands else {
      throw KnowledgeError(.badData, "\(name): commands are not run here")
    }
    let path = folder.outputFile(ofCommand: number)
    do {
      do {
        try commands.run(command, writingTo: path, isCancelled: isCancelled)
      } catch let error as KnowledgeError {
        throw error
      } catch let error as CancellationError {
        throw error
      } catch {
        if isCancelled() { throw CancellationError() }
        throw KnowledgeError(.noInput, "\(name): \(error)")
      }
      let last = name.split(separator: "/").last.map(String.init) ?? name
      try loader.load(
        [SourceFile(path: path, name: name, relativeName: last)], format: format, into: target)
    } catch {
      try DurableFile.remove(path)
      throw error
    }
    try DurableFile.remove(path)
  }

  private static func format(of source: CollectionSource) throws(KnowledgeError) -> SourceFormat? {
    guard let name = source.format else { return nil }
    if let format = SourceFormat(rawValue: name.lowercased()) { return format }
    let names = SourceFormat.allCases.map(\.rawValue).joined(separator: ", ")
    throw KnowledgeError(
      .badData, "\(source.name): no format is called '\(name.excerpt)'; there are \(names)")
  }

  // MARK: Building

  /// Leaves the version in use, which holds just what was read.
  private func keep(_ version: KnowledgeVersion, _ report: inout LoadReport) throws {
    try options.gate?.judge(version, with: search, isCancelled: isCancelled)
    report.isUnchanged = true
    report.version = options.isDryRun ? nil : version.version
  }

  /// Judges a complete version and makes it the current one.
  private func publish(_ version: VersionBuilder, _ report: inout LoadReport) throws {
    do {
      if let gate = options.gate {
        let built = try KnowledgeVersion(
          file: version.buildingFile, collection: settings.name)
        try gate.judge(built, with: search, isCancelled: isCancelled)
      }
      try onStep(.judged)
      if options.isDryRun {
        try version.discard()
      } else {
        try version.publish()
      }
    } catch {
      try version.discard()
      throw error
    }
    guard !options.isDryRun else { return }
    report.version = version.version.description
    do {
      try PointerLock.hold(folder) { try folder.prune(keeping: settings.keepVersions) }
    } catch {
      // The load itself is done: what stays on disk too long must not make it look failed.
      report.notes.append("old versions were not removed: \(error)")
    }
  }

  /// Keeps when the figures were told. A load is done without it, which only makes figures look older.
  private func confirm(
    _ stage: RecordStage?, mergedInto version: KnowledgeVersion?, at time: Timestamp,
    _ report: inout LoadReport
  ) {
    let file = ConfirmationFile(folder)
    do {
      guard let version, let stage else { return try file.confirmAll(at: time) }
      try file.confirm(at: time, since: version.builtAt, stage.visitTold)
    } catch {
      report.notes.append("prices and stock count as not confirmed: \(error)")
    }
  }

  /// A version that is complete and checked, and has no name yet.
  private func build(_ stage: RecordStage, _ report: inout LoadReport) throws -> VersionBuilder {
    if let base = stage.base, base.isMade(by: settings), let changes = try stage.changes() {
      do {
        return try complete { try $0.change(base, changes) }
      } catch let error as SQLiteError where error.kind == .damaged {
        report.notes.append("all records were indexed anew: \(error)")
      } catch let error as IndexPatch.Mismatch {
        report.notes.append("all records were indexed anew: \(error)")
      }
    }
    return try complete { try $0.index(stage, isCancelled: isCancelled) }
  }

  private func complete(_ fill: (VersionBuilder) throws -> Void) throws -> VersionBuilder {
    let version = try VersionBuilder(settings, in: folder, now: clock.now, onStep: onStep)
    do {
      try fill(version)
      try version.complete()
      return version
    } catch {
      try version.discard()
      throw error
    }
  }

  // MARK: The version in use

  /// What the passes are merged into; `nil` when they replace it, or nothing was loaded yet.
  private func mergedVersion(_ passes: [LoadPass]) throws -> KnowledgeVersion? {
    guard let first = passes.first, first.mode != .replace else { return nil }
    return try currentForMerging()
  }

  /// The current version to merge into; `nil` when nothing was loaded yet.
  ///
  /// - Throws: ``KnowledgeError`` when it cannot be read: what is in it must not be lost unseen.
  private func currentForMerging() throws -> KnowledgeVersion? {
    guard let name = try folder.current() else { return nil }
    return try KnowledgeVersion(file: folder.file(of: name), collection: settings.name)
  }

  /// The current version when it can be read and was made by the same settings.
  private func comparableVersion() throws -> KnowledgeVersion? {
    do {
      guard let version = try currentForMerging(), version.isMade(by: settings) else { return nil }
      return version
    } catch let error as KnowledgeError where error.code == .unreadable {
      return nil
    }
  }

  /// The current version when it is whole and holds just what is staged, made by the same settings.
  /// One that cannot be read is as good as none: this load puts another in its place.
  private func currentWithTheSame(_ stage: RecordStage) throws -> KnowledgeVersion? {
    do {
      guard let version = try comparableVersion() else { return nil }
      guard version.records == stage.count, try stage.isHeld(by: version) else { return nil }
      let connection = try SQLiteConnection(path: version.queue.path, mode: .immutable)
      guard try connection.rows("PRAGMA quick_check(1)", [], { $0.text(0) }) == ["ok"]
      else { return nil }
      return version
    } catch let error as SQLiteError where error.kind == .damaged {
      return nil
    }
  }
}

extension KnowledgeVersion {
  /// Whether it was built by this release, and the settings that decide what a version holds are those
  /// it was built with.
  fileprivate func isMade(by settings: CollectionSettings) -> Bool {
    schema == VersionSchema.number && collection.kind == settings.kind
      && collection.language == settings.language
      && currency == settings.currency
  }
}
