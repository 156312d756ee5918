/// How long a request may take, phase by phase.
package struct HTTPTimeouts: Sendable, Hashable {
  /// Finding the host, connecting, and the TLS handshake.
  package var connect: Duration
  /// From sending to the first byte of the body. Headers alone do not count: a model server may send
  /// them before it has begun to compute.
  package var firstByte: Duration
  /// The longest pause between bytes of the body. The time in which the reader has not taken what
  /// has already come does not count.
  package var idle: Duration
  /// The whole exchange, whatever happens.
  package var total: Duration

  package init(
    connect: Duration = .seconds(5), firstByte: Duration = .seconds(60),
    idle: Duration = .seconds(30), total: Duration = .seconds(600)
  ) {
    self.connect = connect
    self.firstByte = firstByte
    self.idle = idle
    self.total = total
  }
}

/// How much a response may bring, in bytes.
package struct HTTPLimits: Sendable, Hashable {
  package var bodyBytes: Int
  /// All header lines together, those of interim (1xx) responses included.
  package var headerBytes: Int

  package init(bodyBytes: Int = 64 * 1024 * 1024, headerBytes: Int = 64 * 1024) {
    self.bodyBytes = bodyBytes
    self.headerBytes = headerBytes
  }
}
