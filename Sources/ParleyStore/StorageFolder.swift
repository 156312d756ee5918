import Glibc
import ParleyDomain

/// The folder that holds all that Parley writes.
struct StorageFolder: Sendable {
  let path: String

  var database: String { "\(path)/parley.sqlite" }
  var lock: String { "\(path)/parley.lock" }
  var secret: String { "\(path)/secret.key" }

  /// Makes the folder, and those above it, for this user alone (0700) when they are missing.
  init(making path: String) throws {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw StoreError(.io, "“\(path)”: is no path for the storage folder. Set storage.directory.")
    }
    self.path = path
    do {
      try StorageFolder.make(path)
    } catch {
      throw error.storeError(file: path)
    }
  }

  /// Makes an empty file for this user alone (0600) unless there is a file already.
  func makeFile(_ file: String) throws {
    do {
      let descriptor = try Descriptor(file, O_RDWR | O_CREAT)
      guard try descriptor.status().isRegularFile else {
        throw StoreError(.io, "\(file): is not a file. Move it away and try again.")
      }
      try synchronize()
    } catch let error as SystemError {
      throw error.storeError(file: file)
    }
  }

  /// Waits until the disk knows the names of the files that were made.
  func synchronize() throws(SystemError) {
    try Descriptor("\(path)/.", O_RDONLY | O_DIRECTORY).synchronize()
  }

  private static func make(_ path: String) throws(SystemError) {
    if mkdir(path, 0o700) == 0 { return }
    let reason = errno
    if reason == ENOENT, let parent = parent(of: path) {
      try make(parent)
      if mkdir(path, 0o700) == 0 { return }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw SystemError("mkdir", code: reason)
    }
  }

  private static func parent(of path: String) -> String? {
    let components = path.split(separator: "/")
    guard components.count > 1 else { return nil }
    return (path.hasPrefix("/") ? "/" : "") + components.dropLast().joined(separator: "/")
  }
}
