import Glibc

/// Paths as text; nothing is looked up but the current folder.
enum FilePath {
  /// A path made absolute from a folder, without `.` and doubled slashes; `..` stays, for links.
  static func absolute(_ path: String, in directory: String) -> String {
    let full = path.hasPrefix("/") ? path : directory + "/" + path
    let parts = full.split(separator: "/").filter { $0 != "." }
    return "/" + parts.joined(separator: "/")
  }

  /// The folder that holds an absolute path.
  static func directory(of path: String) -> String {
    "/" + path.split(separator: "/").dropLast().joined(separator: "/")
  }

  /// The folder in which the program runs; `/` when it is gone.
  static func currentDirectory() -> String {
    guard let pointer = getcwd(nil, 0) else { return "/" }
    defer { free(pointer) }
    return String(cString: pointer)
  }
}
