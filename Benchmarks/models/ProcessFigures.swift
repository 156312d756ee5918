import Glibc

/// What the process has used so far.
struct ProcessFigures {
  let nanoseconds: Int64
  let residentBytes: Int
  /// Of all threads.
  let processorNanoseconds: Int64
  /// Of the threads of the HTTP client.
  let clientNanoseconds: Int64
  let clientThreads: Int
  /// How often a thread has gone to sleep.
  let sleeps: Int

  init() {
    nanoseconds = Self.clock(CLOCK_MONOTONIC)
    processorNanoseconds = Self.clock(CLOCK_PROCESS_CPUTIME_ID)
    let pages = Self.text("/proc/self/statm").split(separator: " ").dropFirst().first
    residentBytes = (pages.flatMap { Int($0) } ?? 0) * Int(getpagesize())
    var (time, threads): (Int64, Int) = (0, 0)
    for thread in Self.threads() where Self.text("\(thread)/comm") == "parley-http\n" {
      threads += 1
      // The first number of `schedstat` is the time on a processor, in nanoseconds.
      let first = Self.text("\(thread)/schedstat").split(separator: " ").first
      time += first.flatMap { Int64($0) } ?? 0
    }
    (clientNanoseconds, clientThreads) = (time, threads)
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    sleeps = usage.ru_nvcsw
  }

  private static func clock(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private static func threads() -> [String] {
    guard let folder = opendir("/proc/self/task") else { return [] }
    defer { closedir(folder) }
    var paths: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
      if !name.hasPrefix(".") { paths.append("/proc/self/task/\(name)") }
    }
    return paths
  }

  /// A file of the kernel's; empty when the thread has ended.
  private static func text(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
