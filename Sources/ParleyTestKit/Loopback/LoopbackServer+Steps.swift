extension LoopbackServer {
  /// What the server does next.
  public enum Step: Sendable {
    case send([UInt8])
    /// Sends pieces at a steady pace.
    case series(Series)
    case pause(Duration)
    /// Goes on once the event has happened, or the client has gone.
    case wait(for: EventCounter)
    /// Says nothing until the client goes.
    case hang
    /// Ends the connection with a TCP reset.
    case reset
    /// Ends the connection in order.
    case close
  }

  /// Pieces of a body, the first one at once and each further one an interval later. When the client
  /// is slow, what has become due meanwhile goes out together.
  ///
  /// The pieces are shared by all who send them: a stream costs its place in the series.
  public struct Series: Sendable {
    var pieces: [[UInt8]]
    var count: Int
    /// In nanoseconds.
    var interval: Int64

    /// Sends `count` pieces, from the first of `pieces` again after the last; without a count, for
    /// ever.
    public init(_ pieces: [[UInt8]], count: Int? = nil, every interval: Duration = .zero) {
      self.pieces = pieces
      self.count = pieces.isEmpty ? 0 : count ?? .max
      self.interval = interval.nanoseconds
    }
  }
}

extension Duration {
  /// For clocks of the system, which count in these.
  var nanoseconds: Int64 {
    components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}
