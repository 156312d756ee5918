import Glibc

/// What somebody types or pipes in.
enum StandardInput {
  /// Whether somebody types.
  static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }
}
