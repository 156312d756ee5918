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
  /// Streams whose producer waits now because its reader is slow.
  package var waitingWrites = 0
  /// Connections that were cut because of a deadline.
  package var lateConnections = 0
}

/// Counts; every thread adds to it.
final class ServerTally: Sendable {
  typealias Condition = @Sendable (ServerCounters) -> Bool

  private struct State {
    var counters = ServerCounters()
    var waiters: [(condition: Condition, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  var value: ServerCounters { state.withLock { $0.counters } }

  func add(_ amount: Int = 1, to counter: any WritableKeyPath<ServerCounters, Int> & Sendable) {
    let due = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.counters[keyPath: counter] &+= amount
      if state.waiters.isEmpty { return [] }
      let counters = state.counters
      let due = state.waiters.filter { $0.condition(counters) }.map(\.continuation)
      state.waiters.removeAll { $0.condition(counters) }
      return due
    }
    for continuation in due { continuation.resume() }
  }

  /// Returns once the counters are so.
  func wait(until condition: @escaping Condition) async {
    await withCheckedContinuation { continuation in
      let isDue = state.withLock { state in
        if condition(state.counters) { return true }
        state.waiters.append((condition, continuation))
        return false
      }
      if isDue { continuation.resume() }
    }
  }
}
