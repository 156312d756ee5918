/// Which names under the storage folder a log may have.
enum LogFileName {
  /// Endings of files that Parley itself keeps there.
  private static let ours = [
    ".sqlite", ".sqlite-wal", ".sqlite-shm", ".sqlite-journal", ".key", ".lock", ".sock",
  ]

  /// Why a log cannot have this name, or `nil` when it can.
  static func refusal(of file: String) -> String? {
    if file.isEmpty || file.hasSuffix("/") { return "it names no file" }
    if file.hasPrefix("/") { return "it must be relative to the storage folder" }
    if file.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
      return "it contains control characters"
    }
    if file.utf8.count > 1024 { return "it is longer than 1,024 bytes" }
    if components(of: file).contains("..") { return "it leads out of the storage folder" }
    if components(of: file).isEmpty { return "it names no file" }
    if let ending = ours.first(where: file.hasSuffix) {
      return "files ending in \(ending) are Parley's own"
    }
    return nil
  }

  /// The folders and, last, the file.
  static func components(of file: String) -> [String] {
    file.split(separator: "/").map(String.init).filter { $0 != "." }
  }
}
