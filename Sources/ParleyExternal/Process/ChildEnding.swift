/// How a child process ended.
struct ChildEnding: Sendable, Hashable, CustomStringConvertible {
  enum Cause: Sendable, Hashable {
    case exited(Int32)
    case signalled(Int32)
    /// We ended it, for this reason.
    case ended(String)
    /// It never ran.
    case notStarted(String)
  }

  var cause: Cause
  /// The end of what it wrote to standard error; empty when there was nothing.
  var lastWords: String = ""

  /// From what `waitpid` tells.
  init(status: Int32, reason: String?, lastWords: String) {
    let signal = status & 0x7F
    if let reason {
      cause = .ended(reason)
    } else if signal == 0 {
      cause = .exited(status >> 8 & 0xFF)
    } else {
      cause = .signalled(signal)
    }
    self.lastWords = lastWords
  }

  init(_ cause: Cause) {
    self.cause = cause
  }

  /// For example `ended with status 1; it said: no such file`.
  var description: String {
    let what =
      switch cause {
      case .exited(let status): "ended with status \(status)"
      case .signalled(let number): "was ended by signal \(ChildEnding.name(of: number))"
      case .ended(let reason): reason
      case .notStarted(let reason): "did not start: \(reason)"
      }
    return lastWords.isEmpty ? what : "\(what); it said: \(lastWords)"
  }

  /// Signals that end programs, by their numbers on Linux.
  private static func name(of signal: Int32) -> String {
    let names: [Int32: String] = [
      1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS",
      8: "SIGFPE", 9: "SIGKILL", 11: "SIGSEGV", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
      24: "SIGXCPU (the limit cpu_seconds)", 25: "SIGXFSZ (the limit file_size)", 31: "SIGSYS",
    ]
    return names[signal] ?? "\(signal)"
  }
}
