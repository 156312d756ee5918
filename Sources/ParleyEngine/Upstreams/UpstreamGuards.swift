package import ParleyDomain
import ParleyPlugin
import Synchronization

/// The guards of all upstreams, by name; the same for all configurations of a server, so that calls
/// of a replaced configuration still count.
package final class UpstreamGuards: Sendable {
  /// What one upstream does and has done since the start.
  package struct Figures: Sendable, Hashable {
    /// By outcome: `ok`, `given_up`, or the code of the error.
    package var calls: [String: Int] = [:]
    package var running = 0
    package var waiting = 0
    /// Whether it failed several times in a row and is not called for a while.
    package var isLeftAlone = false
    /// Whether it asked not to be called for a while.
    package var isResting = false
  }

  let pacing: Pacing
  /// Counts what calls cost; `nil` counts nothing.
  let purse: UpstreamPurse?
  private let log: (any OperatorLog)?
  private let guards = Mutex<[String: UpstreamGuard]>([:])

  /// - Parameter log: Told when an upstream is left alone, and when it answers again.
  package init(
    pacing: Pacing = .real, purse: UpstreamPurse? = nil, log: (any OperatorLog)? = nil
  ) {
    self.pacing = pacing
    self.purse = purse
    self.log = log
  }

  /// By name of the upstream.
  package var figures: [String: Figures] {
    guards.withLock { $0 }.mapValues(\.figures)
  }

  /// Takes over the settings of a configuration.
  func adopt(_ upstreams: [Upstream]) {
    let known = guards.withLock { $0 }
    for upstream in upstreams { known[upstream.name]?.adopt(upstream) }
  }

  subscript(upstream: Upstream) -> UpstreamGuard {
    guards.withLock { guards in
      if let known = guards[upstream.name] { return known }
      let new = UpstreamGuard(upstream, pacing: pacing, log: log)
      guards[upstream.name] = new
      return new
    }
  }
}
