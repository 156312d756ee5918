/// When a transfer has taken too long. A value: the I/O thread tells it what happens.
struct TransferClock {
  typealias Instant = ContinuousClock.Instant

  let timeouts: HTTPTimeouts
  private let started: Instant
  private var lastByte: Instant?
  private var isPaused = false
  private var end: Instant

  init(_ timeouts: HTTPTimeouts, startedAt now: Instant) {
    self.timeouts = timeouts
    started = now
    end = now.advanced(by: timeouts.total)
  }

  /// The next moment at which the transfer is too late, and for what.
  ///
  /// Connecting is timed by libcurl.
  var deadline: (instant: Instant, phase: HTTPClientError.Phase) {
    let next: (instant: Instant, phase: HTTPClientError.Phase) =
      if let lastByte {
        (isPaused ? end : lastByte.advanced(by: timeouts.idle), .idle)
      } else {
        (started.advanced(by: timeouts.firstByte), .firstByte)
      }
    return next.instant < end ? next : (end, .total)
  }

  /// Whether a piece of the body has come.
  var hasBytes: Bool { lastByte != nil }

  /// A piece of the body has come.
  mutating func bytesArrived(at now: Instant) {
    lastByte = now
  }

  /// The reader is behind: the sender is made to wait.
  mutating func paused() {
    isPaused = true
  }

  /// The sender may go on; its idle time begins anew.
  mutating func resumed(at now: Instant) {
    isPaused = false
    lastByte = now
  }

  /// The transfer must end by then.
  mutating func shorten(to instant: Instant) {
    end = min(end, instant)
  }
}
