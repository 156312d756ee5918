import Glibc

/// Why standard output did not take what a verb prints.
enum OutputError: Error, Hashable, CustomStringConvertible {
  /// The reader has gone. Not a failure: the program ends quietly with status 0.
  case closed
  /// The `errno` of the write that failed, as when a disk is full.
  case failed(errno: Int32)

  var description: String {
    switch self {
    case .closed: "standard output is closed"
    case .failed(let number):
      "cannot write to standard output: \(String(cString: strerror(number)))"
    }
  }
}
