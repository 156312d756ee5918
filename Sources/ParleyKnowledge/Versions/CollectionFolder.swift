import ParleyDomain

/// The folder that holds the versions of one collection and the pointer to the current one.
///
/// ```
/// <storage>/knowledge/<collection>/20261120T183011Z-3fa9c1.sqlite
/// <storage>/knowledge/<collection>/current                          the name of a version
/// <storage>/knowledge/<collection>/confirmed                        ``ConfirmationFile``
/// ```
/// Version files never change. The pointer is replaced by a rename, so that readers see the old
/// version or the new one and nothing between, also after a power cut.
struct CollectionFolder: Sendable {
  let path: String
  let collection: String

  /// - Parameter directory: The folder of all collections.
  /// - Throws: ``KnowledgeError`` for a name that is not a plain file name.
  init(directory: String, collection: String) throws(KnowledgeError) {
    let isPlain = collection.unicodeScalars.allSatisfy { $0 != "/" && $0.value >= 0x20 }
    guard isPlain, !collection.isEmpty, !collection.hasPrefix("."), collection.utf8.count <= 200
    else {
      throw KnowledgeError(.badData, "'\(collection.excerpt)' cannot be the name of a collection")
    }
    path = "\(directory)/\(collection)"
    self.collection = collection
  }

  /// The file of a version.
  func file(of version: VersionName) -> String { "\(path)/\(version).sqlite" }

  /// Where a version is built before it gets its name.
  func buildingFile(of version: VersionName) -> String { "\(path)/\(version).building" }

  /// Where a load keeps its records before they are indexed.
  var stagingFile: String { "\(path)/records.building" }

  /// Where a load keeps what a command printed; the extension helps nobody, formats are told.
  func outputFile(ofCommand number: Int) -> String { "\(path)/command-\(number).building" }

  /// The file that tells when figures were last confirmed, a database.
  var confirmations: String { "\(path)/confirmed" }

  /// The version that the pointer names, or `nil` when nothing was loaded yet.
  func current() throws(KnowledgeError) -> VersionName? {
    guard let text = try DurableFile.read(pointer, upTo: 100) else { return nil }
    guard let version = VersionName(text.trimmed) else {
      throw KnowledgeError(
        .unreadable,
        "\(pointer): does not name a version; run `parley knowledge load \(collection)`")
    }
    return version
  }

  /// Makes a version the current one.
  func switchPointer(to version: VersionName) throws(KnowledgeError) {
    let fresh = "\(path)/.current.new"
    try DurableFile.write("\(version)\n", to: fresh)
    try DurableFile.move(fresh, to: pointer)
    try DurableFile.sync(path)
  }

  /// The versions on disk, oldest first.
  func versions() -> [VersionName] {
    (FolderListing.names(in: path) ?? []).compactMap { name in
      name.hasSuffix(".sqlite") ? VersionName(name.dropLast(".sqlite".count)) : nil
    }
  }

  /// Removes all but the newest versions; the current one always stays. Readers that have a removed
  /// version open keep it until they are done.
  func prune(keeping count: Int) throws(KnowledgeError) {
    let current = try current()
    for version in versions().dropLast(max(1, count)) where version != current {
      try DurableFile.remove(file(of: version))
    }
  }

  /// Removes what loads left that did not come to their end. Only under the lock.
  func sweep() throws(KnowledgeError) {
    for name in FolderListing.names(in: path) ?? []
    where name.contains(".building") || name == ".current.new" {
      try DurableFile.remove("\(path)/\(name)")
    }
  }

  private var pointer: String { "\(path)/current" }
}
