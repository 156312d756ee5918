import Glibc
import ParleyDomain

/// Finds the files of a source, and sees to it that none lies elsewhere than it seems.
///
/// A source is a file or a folder; folders are read with all below them, in the order of names.
/// Hidden files are left out. Refused are devices, pipes and sockets, links that lead out of the
/// folder, links to folders, and, for sources of the configuration, paths that leave its folder.
struct SourceFinder {
  /// The folder that relative paths start from.
  let base: String
  /// Whether sources must lie below ``base``: so for those the configuration names; a path typed on
  /// the command line may lie anywhere.
  let isConfined: Bool

  private static let maximumDepth = 32

  /// The files of a source.
  ///
  /// - Throws: ``KnowledgeError``: ``KnowledgeError/Code/noInput`` for what is missing or may not be
  ///   read, ``KnowledgeError/Code/badData`` for what is refused.
  func files(of source: String) throws(KnowledgeError) -> [SourceFile] {
    let path = source.hasPrefix("/") ? source : "\(base)/\(source)"
    let real = try realPath(path, named: source)
    if isConfined {
      let root = try realPath(base, named: base)
      guard isInside(real, root) else {
        throw KnowledgeError(
          .badData, "\(source): leads outside of \(root); knowledge lies below the configuration")
      }
    }
    switch try kind(of: real, named: source) {
    case .folder:
      let name = source.hasSuffix("/") ? String(source.dropLast()) : source
      return try walk(real, root: real, name: name, relative: "", depth: 0)
    case .file:
      let last = source.split(separator: "/").last.map(String.init) ?? source
      return [SourceFile(path: real, name: source, relativeName: last)]
    }
  }

  private func walk(
    _ folder: String, root: String, name: String, relative: String, depth: Int
  ) throws(KnowledgeError) -> [SourceFile] {
    guard depth <= Self.maximumDepth else {
      throw KnowledgeError(.badData, "\(name): more than \(Self.maximumDepth) folders deep")
    }
    var files: [SourceFile] = []
    for entry in try entries(of: folder, named: name) where !entry.hasPrefix(".") {
      let path = "\(folder)/\(entry)"
      let childName = "\(name)/\(entry)"
      let childRelative = relative.isEmpty ? entry : "\(relative)/\(entry)"
      let isLink = try isLink(path, named: childName)
      let real = isLink ? try realPath(path, named: childName) : path
      if isLink, !isInside(real, root) {
        throw KnowledgeError(.badData, "\(childName): is a link that leads outside of \(root)")
      }
      switch try kind(of: real, named: childName) {
      case .file:
        files.append(
          SourceFile(path: real, name: childName, relativeName: childRelative, isNamed: false))
      case .folder where isLink:
        throw KnowledgeError(
          .badData, "\(childName): is a link to a folder; name that folder as a source instead")
      case .folder:
        files += try walk(
          path, root: root, name: childName, relative: childRelative, depth: depth + 1)
      }
    }
    return files
  }

  // MARK: The file system

  private enum Kind {
    case file
    case folder
  }

  private func kind(of path: String, named name: String) throws(KnowledgeError) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { throw systemError(name) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default:
      throw KnowledgeError(
        .badData, "\(name): is a device, a pipe or a socket; only files are read")
    }
  }

  private func isLink(_ path: String, named name: String) throws(KnowledgeError) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw systemError(name) }
    return status.st_mode & S_IFMT == S_IFLNK
  }

  private func isInside(_ path: String, _ root: String) -> Bool {
    path == root || path.hasPrefix(root.hasSuffix("/") ? root : root + "/")
  }

  private func realPath(_ path: String, named name: String) throws(KnowledgeError) -> String {
    guard let real = realpath(path, nil) else { throw systemError(name) }
    defer { free(real) }
    return String(cString: real)
  }

  private func entries(of folder: String, named name: String) throws(KnowledgeError) -> [String] {
    guard let names = FolderListing.names(in: folder) else { throw systemError(name) }
    return names
  }

  private func systemError(_ name: String) -> KnowledgeError {
    KnowledgeError(.noInput, "\(name): \(String(cString: strerror(errno)))")
  }
}
