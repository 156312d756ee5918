import Glibc

/// What the operating system tells of processes and of this one.
enum Processes {
  /// Whether a process exists that is more than a zombie.
  static func isRunning(_ process: pid_t) -> Bool {
    let state = fields(of: process).first
    return state != nil && state != "Z"
  }

  /// Children of this process, zombies included.
  static func children() -> [pid_t] {
    entries(of: "/proc").compactMap { pid_t($0) }.filter { process in
      fields(of: process).dropFirst().first.flatMap { pid_t($0) } == getpid()
    }
  }

  /// How many descriptors this process has open.
  static func openDescriptors() -> Int {
    entries(of: "/proc/self/fd").count
  }

  /// KiB of memory that this process holds.
  static func residentMemory() -> Int {
    let pages = firstLine(of: "/proc/self/statm").split(separator: " ").dropFirst().first
    return (pages.flatMap { Int($0) } ?? 0) * Int(getpagesize()) / 1024
  }

  /// State, parent and what follows in a process's `stat`; empty when it is gone.
  private static func fields(of process: pid_t) -> [Substring] {
    firstLine(of: "/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ") ?? []
  }

  private static func firstLine(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 500)
    guard fgets(&line, 500, file) != nil else { return "" }
    return String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func entries(of folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names.filter { $0 != "." && $0 != ".." }
  }
}
