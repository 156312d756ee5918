import Glibc

/// Writes files that a command line names.
enum OutputFile {
  /// Writes a text, in the place of what the file held; without `replacing` a file that exists is
  /// refused. Throws ``CommandFailure``.
  static func write(_ text: String, to path: String, replacing: Bool = true) throws {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (replacing ? O_TRUNC : O_EXCL)
    let descriptor = open(path, flags, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { throw failure(path) }
      rest = rest.dropFirst(max(0, count))
    }
  }

  private static func failure(_ path: String) -> CommandFailure {
    CommandFailure(
      errno == EACCES ? .permission : errno == EEXIST ? .exists : .io,
      "\(path): \(String(cString: strerror(errno)))")
  }
}
