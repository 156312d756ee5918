import ParleyDomain
import ParleyPlugin
import Synchronization

/// Tells operators of clients that do not speak HTTP/1.1 here: TLS or HTTP/2 on the plain port, a
/// scanner. At most one line a minute, however many there are.
final class UnreadableConnections: Sendable {
  static let pause = Duration.seconds(60)

  private struct State {
    var lastLine: ContinuousClock.Instant?
    var untold = 0
  }

  private let state = Mutex(State())
  private let log: any OperatorLog

  init(log: any OperatorLog) {
    self.log = log
  }

  /// A connection has ended on which bytes came, and no request that could be read.
  func add(from peer: ServerRequest.Peer, at now: ContinuousClock.Instant = .now) {
    let count = state.withLock { state -> Int? in
      state.untold += 1
      if let last = state.lastLine, now - last < Self.pause { return nil }
      defer { state.untold = 0 }
      state.lastLine = now
      return state.untold
    }
    guard let count, case .tcp(let address, _) = peer else { return }
    log.write(
      .warning,
      "connections ended without a request that could be read (TLS or HTTP/2 on the plain port?)",
      ["connections": .integer(count), "last_client": .string(address)])
  }
}
