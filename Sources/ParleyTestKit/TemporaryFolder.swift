import FoundationEssentials
package import Glibc

/// A fresh folder that disappears with this value.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    var template = Array("/tmp/parley-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      print("\(path) was left behind: \(error)")
    }
  }

  /// The path of a file in it.
  package func file(_ name: String) -> String { "\(path)/\(name)" }
}

extension TemporaryFolder {
  /// The content of a file in the folder.
  package func text(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: file(name))), as: UTF8.self)
  }

  /// Writes a file in the folder.
  package func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: file(name)))
  }

  /// What `chmod` sets of a file in the folder.
  package func permissions(of name: String) throws -> mode_t {
    var status = stat()
    guard stat(file(name), &status) == 0 else { throw CocoaError(.fileNoSuchFile) }
    return status.st_mode & 0o7777
  }
}
