import CLinux
import Glibc

/// What this program does when it is started to become a child: applies the limits to itself, then
/// turns into the command. So they hold before the command's first instruction, which `posix_spawn`
/// alone cannot give.
package enum LimitedRun {
  /// The first argument that asks for it. Not a verb: nobody but ``ChildLaunch`` writes it.
  package static let flag = "--run-limited"

  /// Statuses that a shell gives for the same reasons.
  private static let cannotLimit: Int32 = 126
  private static let cannotStart: Int32 = 127

  /// The arguments after the program's own name, before the command's.
  ///
  /// Order: flag, parent's process id, folder, memory (bytes), seconds, files, file size (bytes).
  static func arguments(parent: pid_t, directory: String, limits: ProcessLimits) -> [String] {
    let mebibytes = { (count: Int) in "\(UInt64(clamping: count) << 20)" }
    return [
      flag, "\(parent)", directory, mebibytes(limits.memory), "\(limits.cpuSeconds)",
      "\(limits.files)", mebibytes(limits.fileSize),
    ]
  }

  /// Becomes the command when the arguments ask for it; otherwise returns at once.
  ///
  /// Must run before anything else in the program: no thread, no open file of ours.
  package static func becomeCommandIfAsked() {
    let arguments = CommandLine.unsafeArgv
    let count = Int(CommandLine.argc)
    guard count > 8, let first = arguments[1], strcmp(first, flag) == 0 else { return }
    var numbers: [UInt64] = []
    for position in [2, 4, 5, 6, 7] {
      guard let text = arguments[position], let number = UInt64(String(cString: text)) else {
        fail("malformed arguments", status: cannotLimit)
      }
      numbers.append(number)
    }
    require(linux_end_with_parent(SIGKILL), "cannot be tied to its parent")
    // The parent may have ended before the line above.
    guard getppid() == pid_t(truncatingIfNeeded: numbers[0]) else { _exit(cannotLimit) }
    require(linux_close_from(3), "cannot close inherited files")
    if let directory = arguments[3] { require(chdir(directory), "cannot enter its folder") }
    let resources: [(linux_resource, UInt64)] = [
      (LINUX_ADDRESS_SPACE, numbers[1]), (LINUX_CPU_SECONDS, numbers[2]),
      (LINUX_OPEN_FILES, numbers[3]), (LINUX_FILE_SIZE, numbers[4]),
    ]
    for (resource, most) in resources where most > 0 {
      require(linux_limit(resource, most), "cannot be limited")
    }
    require(linux_limit(LINUX_CORE_SIZE, 0), "cannot be limited")
    require(linux_forbid_new_privileges(), "cannot give up privileges")
    if let command = arguments[8] { start(command, arguments + 8) }
    fail("cannot start: \(String(cString: strerror(errno)))", status: cannotStart)
  }

  /// Becomes the command. A file that was written a moment ago is busy while some other child, begun
  /// meanwhile, has not let go of it yet: that passes in milliseconds.
  private static func start(
    _ command: UnsafeMutablePointer<CChar>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  ) {
    for _ in 0..<100 {
      execve(command, arguments, environ)
      guard errno == ETXTBSY else { return }
      usleep(10_000)
    }
    errno = ETXTBSY
  }

  private static func require(_ result: Int32, _ complaint: String) {
    if result != 0 {
      fail("\(complaint): \(String(cString: strerror(errno)))", status: cannotLimit)
    }
  }

  /// Says why on standard error, where the parent reads it.
  private static func fail(_ message: String, status: Int32) -> Never {
    let line = Array("\(message)\n".utf8)
    _ = write(2, line, line.count)
    _exit(status)
  }
}
