/// Why a request did not get its response, or not all of it.
package struct HTTPClientError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: Sendable, Hashable {
    case invalidURL
    /// The method or a header is not fit to be sent.
    case invalidRequest
    /// The host's name is unknown.
    case resolve
    /// Nobody listens there.
    case refused
    case connect
    case tls
    /// The host's name resolves to an address that the request may not reach.
    case forbidden
    case timeout(Phase)
    /// More came than the request's limits allow.
    case tooLarge
    /// The connection ended before the response did.
    case brokenOff
    /// What came is not HTTP.
    case malformed
    /// The task was cancelled.
    case cancelled
    /// The client was shut down.
    case shutDown
    /// Anything else: out of memory, out of file descriptors, two readers of one body.
    case failed
  }

  /// Which of the ``HTTPTimeouts`` passed.
  package enum Phase: String, Sendable, Hashable {
    case connect
    case firstByte = "first_byte"
    case idle
    case total
  }

  package var code: Code
  /// One sentence naming host and port, and what to do.
  package var description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
