import Synchronization

/// What the server has done since its start, for metrics.
package struct ServerCounters: Sendable, Hashable {
  /// Connections that are open now, and that were accepted altogether.
  package var openConnections = 0
  package var acceptedConnections = 0
  /// Connections that were turned away: too many, or too many from one address.
  package var refusedConnections = 0
  /// Requests that are running now, and that were let through altogether.
  package var runningRequests = 0
  package var requests = 0
  /// Requests that the transport answered itself.
  package var refusedRequests = 0
  /// Requests whose client left before the reply was sent.
  package var leftRequests = 0
  /// Connections that were cut because of a deadline.
  package var lateConnections = 0
}

/// Counts; every thread adds to it.
final class ServerTally: Sendable {
  private let counters = Mutex(ServerCounters())

  var value: ServerCounters { counters.withLock { $0 } }

  func add(_ amount: Int = 1, to counter: any WritableKeyPath<ServerCounters, Int> & Sendable) {
    counters.withLock { $0[keyPath: counter] &+= amount }
  }
}
