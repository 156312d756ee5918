import CLinux
import Glibc
import ParleyPlugin

/// What is started, and under which limits.
package struct ChildLaunch: Sendable {
  /// Our own program, which applies the limits and then becomes the command.
  package var launcher: String
  /// An absolute path and its arguments.
  package var command: [String]
  /// The folder it runs in.
  package var directory: String
  /// Its whole environment.
  package var environment: [String: String]
  package var limits: ProcessLimits

  package init(
    launcher: String = "/proc/self/exe", command: [String], directory: String,
    environment: [String: String] = [:], limits: ProcessLimits = ProcessLimits()
  ) {
    self.launcher = launcher
    self.command = command
    self.directory = directory
    self.environment = environment
    self.limits = limits
  }

  /// A process that has just been started, with our ends of its pipes, which never block.
  struct Started {
    var process: pid_t
    /// Readable when the process has ended.
    var descriptor: Int32
    var input: Int32
    var output: Int32
    var errors: Int32
  }

  /// Starts the process, leader of a session and group of its own, with signals as they are by
  /// default.
  ///
  /// Must run on a thread that outlives the process: Linux ends the child with the *thread* that
  /// started it. Throws ``PluginError`` with nothing left open.
  func start() throws -> Started {
    var pipes: [(read: Int32, write: Int32)] = []
    do {
      for _ in 0..<3 { pipes.append(try ChildLaunch.pipe()) }
      let (input, output, errors) = (pipes[0], pipes[1], pipes[2])
      for descriptor in [input.write, output.read, errors.read] {
        guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else {
          throw ChildLaunch.failure("fcntl")
        }
      }
      let process = try spawn(standard: [input.read, output.write, errors.write])
      let descriptor = linux_process_descriptor(process)
      guard descriptor >= 0 else {
        let failure = ChildLaunch.failure("cannot watch the process")
        kill(-process, SIGKILL)
        waitpid(process, nil, 0)
        throw failure
      }
      for descriptor in [input.read, output.write, errors.write] { close(descriptor) }
      return Started(
        process: process, descriptor: descriptor, input: input.write, output: output.read,
        errors: errors.read)
    } catch {
      for pipe in pipes {
        close(pipe.read)
        close(pipe.write)
      }
      throw error
    }
  }

  private func spawn(standard: [Int32]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { throw ChildLaunch.failure("memory") }
    defer { posix_spawn_file_actions_destroy(&actions) }
    guard posix_spawnattr_init(&attributes) == 0 else { throw ChildLaunch.failure("memory") }
    defer { posix_spawnattr_destroy(&attributes) }
    // Sources and targets do not overlap: `pipe` gives no descriptor below 3.
    for (target, descriptor) in standard.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target))
    }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    sigdelset(&signals, SIGKILL)
    sigdelset(&signals, SIGSTOP)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, linux_spawn_flags())

    let words =
      ["parley"]
      + LimitedRun.arguments(parent: getpid(), directory: directory, limits: limits) + command
    let arguments = CStringList(words)
    let variables = CStringList(environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" })
    var process = pid_t()
    let code = posix_spawn(
      &process, launcher, &actions, &attributes, arguments.pointers, variables.pointers)
    guard code == 0 else {
      throw PluginError("\(launcher) cannot be started: \(String(cString: strerror(code)))")
    }
    return process
  }

  /// A pipe that children do not inherit and that leaves the standard descriptors alone, also when
  /// this program was started without them.
  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard linux_pipe(&ends) == 0 else { throw failure("cannot make a pipe") }
    for position in ends.indices where ends[position] < 3 {
      let low = ends[position]
      ends[position] = fcntl(low, F_DUPFD_CLOEXEC, 3)
      close(low)
    }
    guard ends[0] >= 3, ends[1] >= 3 else {
      for end in ends where end >= 0 { close(end) }
      throw failure("cannot make a pipe")
    }
    return (ends[0], ends[1])
  }

  private static func failure(_ what: String) -> PluginError {
    PluginError("\(what): \(String(cString: strerror(errno)))")
  }
}

/// Texts as C takes lists of them: pointers with a null at the end.
private final class CStringList {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) {
    pointers = texts.map { strdup($0) } + [nil]
  }

  deinit {
    for pointer in pointers { free(pointer) }
  }
}
