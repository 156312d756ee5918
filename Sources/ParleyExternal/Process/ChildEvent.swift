/// What happens to a child process, as the I/O thread tells it.
enum ChildEvent: Sendable {
  /// A line of standard output, without its end.
  case line([UInt8])
  /// A line of standard error, without its end, cut to ``RunningChild/longestComplaint``.
  case complaint(String)
  /// The last event: the process and its group are gone, all its descriptors closed.
  case ended(ChildEnding)
}

/// Names a process for commands to the ``ChildLoop``, and counts what waits to be written to it.
final class ChildHandle: Sendable {
  /// The most bytes that may wait for a child to read them.
  static let mostWaiting = 4 << 20

  let waiting = ByteCount()
}
