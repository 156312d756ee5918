/// Sends the body of a streamed reply, piece by piece. May be used from several tasks; each piece
/// goes out undivided, in the order in which the calls came.
package struct StreamWriter: Sendable {
  private let exchange: Exchange

  init(_ exchange: Exchange) {
    self.exchange = exchange
  }

  /// Sends these bytes; waits while the reader has more than ``ServerLimits/unsentBytes`` to take.
  ///
  /// Throws ``ReaderLeft`` when nobody reads any more, and `CancellationError` when the task is
  /// cancelled while it waits (a part of the bytes may have gone out then). A cancelled task can
  /// still send its last words as long as there is room.
  package func write(_ bytes: [UInt8]) async throws {
    try await exchange.write(bytes)
  }

  /// Whether the server is stopping.
  package var isDraining: Bool { exchange.core.drain.isSet }
}

/// The client is gone, or was cut because it did not read.
package struct ReaderLeft: Error, Hashable {
  package init() {}
}
