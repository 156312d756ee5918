import ParleyDomain

extension KnowledgeLibrary {
  /// The versions of a collection that are on the disk, newest first.
  ///
  /// - Throws: ``KnowledgeError`` for an unknown collection or a damaged pointer.
  package func versions(of collection: String) async throws -> [VersionStatus] {
    _ = try settings(of: collection)
    let folder = try CollectionFolder(directory: directory, collection: collection)
    return try await reading.run {
      let current = try folder.current()
      return folder.versions().reversed().map { name in
        var status = VersionStatus(version: name.description, isCurrent: name == current)
        status.size = DurableFile.size(folder.file(of: name)) ?? 0
        do {
          let version = try KnowledgeVersion(file: folder.file(of: name), collection: collection)
          status.records = version.records
          status.builtAt = version.builtAt
        } catch {
          status.problem = "\(error)"
        }
        return status
      }
    }
  }

  /// Makes an older version the current one: one rename. Turns that run end on what they began with.
  /// Waits for no load: one that runs makes its version the current one when it is done.
  ///
  /// - Parameter wanted: The version; `nil` takes the newest that is older than the current one.
  /// - Returns: The version that is current now.
  /// - Throws: ``KnowledgeError`` when there is none, and when it cannot be read.
  package func rollBack(_ collection: String, to wanted: String? = nil) async throws
    -> VersionStatus
  {
    _ = try settings(of: collection)
    let folder = try CollectionFolder(directory: directory, collection: collection)
    return try await reading.run {
      guard DurableFile.size(folder.path) != nil else {
        throw KnowledgeError(.notLoaded, "'\(collection)' is not loaded; there is no version of it")
      }
      return try PointerLock.hold(folder) {
        let target = try Self.target(of: wanted, in: folder)
        let version = try KnowledgeVersion(file: folder.file(of: target), collection: collection)
        try folder.switchPointer(to: target)
        // What later loads confirmed does not stand in this version.
        try ConfirmationFile(folder).confirmAll(at: version.builtAt)
        return VersionStatus(
          version: version.version, isCurrent: true, records: version.records,
          builtAt: version.builtAt, size: DurableFile.size(folder.file(of: target)) ?? 0)
      }
    }
  }

  private static func target(
    of wanted: String?, in folder: CollectionFolder
  ) throws(KnowledgeError) -> VersionName {
    let versions = folder.versions()
    if let wanted {
      if let name = VersionName(wanted), versions.contains(name) { return name }
      throw KnowledgeError(
        .noInput,
        "'\(folder.collection)' has no version '\(wanted.excerpt)' on the disk; see "
          + "`parley knowledge versions \(folder.collection)`")
    }
    guard let current = try folder.current() else {
      throw KnowledgeError(
        .notLoaded, "'\(folder.collection)' is not loaded; name the version to take")
    }
    guard let older = versions.last(where: { $0 < current }) else {
      throw KnowledgeError(
        .noInput, "'\(folder.collection)' has no version older than \(current) on the disk")
    }
    return older
  }
}
