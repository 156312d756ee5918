/// How long a child process is waited for.
package struct ChildTimings: Sendable, Hashable {
  /// From telling it to end until it is made to.
  package var stop: Duration
  /// Without taking a byte of what is written to it.
  package var write: Duration
  /// Before it is started again after it ended: doubled each time, up to the last.
  package var firstPause: Duration
  package var lastPause: Duration

  package init(
    stop: Duration = .seconds(1), write: Duration = .seconds(10),
    firstPause: Duration = .milliseconds(100), lastPause: Duration = .seconds(30)
  ) {
    self.stop = stop
    self.write = write
    self.firstPause = firstPause
    self.lastPause = lastPause
  }

  /// The pause after so many endings in a row, counted from 1.
  func pause(after endings: Int) -> Duration {
    guard endings < 20 else { return lastPause }
    return min(lastPause, firstPause * (1 << max(0, endings - 1)))
  }
}
