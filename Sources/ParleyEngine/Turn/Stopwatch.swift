/// Measures how long something takes.
struct Stopwatch: Sendable {
  private let start = ContinuousClock.now

  var elapsed: Duration { start.duration(to: .now) }

  var milliseconds: Double {
    let (seconds, attoseconds) = elapsed.components
    return Double(seconds) * 1000 + Double(attoseconds / 1_000_000_000_000) / 1000
  }
}
