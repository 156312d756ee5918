/// What a child process may use, as the operating system enforces it. Zero means no limit.
package struct ProcessLimits: Decodable, Sendable, Hashable {
  /// MiB of address space (RLIMIT_AS).
  package var memory: Int
  /// Processor time over its whole life (RLIMIT_CPU); a child that used it up is started again.
  package var cpuSeconds: Int
  /// Open files (RLIMIT_NOFILE).
  package var files: Int
  /// MiB that one file it writes may have (RLIMIT_FSIZE).
  package var fileSize: Int

  package init(memory: Int = 1024, cpuSeconds: Int = 600, files: Int = 64, fileSize: Int = 16) {
    self.memory = memory
    self.cpuSeconds = cpuSeconds
    self.files = files
    self.fileSize = fileSize
  }

  private enum CodingKeys: String, CodingKey {
    case memory
    case cpuSeconds = "cpu_seconds"
    case files
    case fileSize = "file_size"
  }
}
