import Glibc
import ParleyPlugin

/// Runs a command to its end and keeps what it prints in a file.
///
/// The command reads nothing, sees the environment it is given and no other, and ends with its whole
/// group: in time, when it prints too much, and when this program ends.
package struct CommandRun: Sendable {
  /// How soon a wish to end it is noticed.
  private static let look = Duration.milliseconds(100)
  /// How much of the end of standard error is kept.
  private static let lastWords = 1000

  private let launch: ChildLaunch
  private let timeout: Duration
  private let mostBytes: Int

  /// - Parameters:
  ///   - launch: Its command's first word is an absolute path.
  ///   - mostBytes: How much it may print.
  package init(_ launch: ChildLaunch, timeout: Duration, mostBytes: Int) {
    self.launch = launch
    self.timeout = timeout
    self.mostBytes = mostBytes
  }

  /// Runs it and writes its standard output into a file that does not exist yet, readable by the owner
  /// alone. Blocks.
  ///
  /// - Throws: ``PluginError`` saying how it ended, with the end of its standard error; then the file
  ///   is not whole.
  package func run(writingTo path: String, isCancelled: () -> Bool) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw PluginError("\(path): \(String(cString: strerror(errno)))") }
    defer { close(file) }
    let child = try launch.start()
    close(child.input)
    var printed = Printed(file: file, mostBytes: mostBytes)
    let reason = follow(child, &printed, isCancelled)
    // Whatever it started ends with it. Its number is not free before the wait.
    kill(-child.process, SIGKILL)
    var status: Int32 = 0
    while waitpid(child.process, &status, 0) < 0, errno == EINTR {}
    for descriptor in [child.output, child.errors, child.descriptor] { close(descriptor) }
    let ending = ChildEnding(
      status: status, reason: reason,
      lastWords: String(decoding: printed.complaints, as: UTF8.self).oneLine)
    guard ending.cause == .exited(0) else { throw PluginError(ending.description) }
  }

  /// Takes what it prints until it has ended. Returns why it must be ended, if it must.
  private func follow(
    _ child: ChildLaunch.Started, _ printed: inout Printed, _ isCancelled: () -> Bool
  ) -> String? {
    let deadline = ContinuousClock.now.advanced(by: timeout)
    let wait = Int32(Self.look / .milliseconds(1))
    var (output, errors): (Int32, Int32) = (child.output, child.errors)
    while true {
      // A negative descriptor is passed over.
      var polls = [output, errors, child.descriptor].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      guard poll(&polls, nfds_t(polls.count), wait) >= 0 || errno == EINTR else {
        return "cannot be followed: \(String(cString: strerror(errno)))"
      }
      if polls[0].revents != 0, printed.takeOutput(output) == .end { output = -1 }
      if polls[1].revents != 0, printed.takeErrors(errors) == .end { errors = -1 }
      if let problem = printed.problem { return problem }
      if polls[2].revents != 0 {
        while output >= 0, printed.takeOutput(output) == .bytes {}
        while errors >= 0, printed.takeErrors(errors) == .bytes {}
        return printed.problem
      }
      if isCancelled() { return "was ended, because nobody waits for it any more" }
      if ContinuousClock.now >= deadline { return "was ended after \(timeout.withUnit)" }
    }
  }

  /// What a command has printed so far.
  private struct Printed {
    let file: Int32
    let mostBytes: Int
    private(set) var complaints: [UInt8] = []
    private(set) var problem: String?
    private var count = 0
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    init(file: Int32, mostBytes: Int) {
      self.file = file
      self.mostBytes = mostBytes
    }

    /// Moves what there is into the file, at most one buffer.
    mutating func takeOutput(_ descriptor: Int32) -> Taken {
      let read = Glibc.read(descriptor, &buffer, buffer.count)
      guard read > 0 else { return Taken(read) }
      count += read
      if count > mostBytes {
        problem = "printed more than \(mostBytes >> 20) MiB"
        return .end
      }
      var written = 0
      while written < read {
        let step = buffer.withUnsafeBytes { bytes in
          write(file, bytes.baseAddress?.advanced(by: written), read - written)
        }
        if step > 0 {
          written += step
        } else if errno != EINTR {
          problem = "its output cannot be kept: \(String(cString: strerror(errno)))"
          return .end
        }
      }
      return .bytes
    }

    /// Keeps the end of what it complains about.
    mutating func takeErrors(_ descriptor: Int32) -> Taken {
      let read = Glibc.read(descriptor, &buffer, buffer.count)
      guard read > 0 else { return Taken(read) }
      complaints.append(contentsOf: buffer[..<read].suffix(CommandRun.lastWords))
      if complaints.count > CommandRun.lastWords {
        complaints = complaints.suffix(CommandRun.lastWords)
      }
      return .bytes
    }
  }

  /// What came of reading from a pipe.
  private enum Taken {
    case bytes
    case nothingYet
    case end

    /// Of a read that gave nothing.
    init(_ result: Int) {
      self = result < 0 && (errno == EAGAIN || errno == EINTR) ? .nothingYet : .end
    }
  }
}
