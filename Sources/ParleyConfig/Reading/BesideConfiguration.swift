import Dispatch
import Glibc
package import ParleyPlugin

/// Files that plugins' settings name: below the configuration's folder, and never outside of it.
package struct BesideConfiguration: Sendable {
  /// The folder of the configuration, absolute.
  package let directory: String

  package init(directory: String) {
    self.directory = directory
  }

  /// The bytes of a file, at most 1 MiB.
  ///
  /// Throws ``PluginError`` when it is missing, too large, or leads out of the folder.
  package func contents(of path: String) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      // Disks may be slow; the cooperative pool has no thread to spare for them.
      DispatchQueue.global().async {
        continuation.resume(with: Result { try self.read(path) })
      }
    }
  }

  /// The value of a YAML file. Throws ``PluginError`` as above, and for what is no YAML.
  package func document(at path: String) async throws -> JSONValue {
    let bytes = try await contents(of: path)
    do throws(YAMLError) {
      return try YAMLDocument.parse(bytes)?.resolved() ?? .null
    } catch {
      throw PluginError("\(path):\(error.mark.line):\(error.mark.column): \(error.message)")
    }
  }

  private func read(_ path: String) throws -> [UInt8] {
    let root = try resolved(directory, as: directory)
    let file = try resolved(FilePath.absolute(path, in: directory), as: path)
    guard file.hasPrefix(root == "/" ? root : root + "/") else {
      throw PluginError("\(path): leads out of the configuration's folder")
    }
    do throws(FileError) {
      let file = try ReadableFile(file)
      try file.requireRegular()
      return try file.contents(limit: YAMLLimits.document.bytes)
    } catch {
      throw PluginError("\(path): \(error.reason)")
    }
  }

  /// The path without links.
  private func resolved(_ path: String, as name: String) throws -> String {
    guard let buffer = realpath(path, nil) else {
      throw PluginError("\(name): \(String(cString: strerror(errno)))")
    }
    defer { free(buffer) }
    return String(cString: buffer)
  }
}
