/// What a handler answers.
///
/// The server itself sets `Date`, `Content-Length`, `Transfer-Encoding`, `Connection` and
/// `x-request-id`; fields of these names in `headers` are left out.
package enum ServerReply: Sendable {
  /// A reply that is known in full. Statuses 200 to 599.
  case whole(status: Int, headers: [(String, String)], body: [UInt8])

  /// A reply that is made while it is sent. `produce` begins at once and its end is the reply's
  /// end; when it throws, the connection is cut so that the client sees that something is missing.
  /// Its task is cancelled within a second after the client has left.
  case stream(
    status: Int, headers: [(String, String)],
    produce: @Sendable (StreamWriter) async throws -> Void)

  var status: Int {
    switch self {
    case .whole(let status, _, _), .stream(let status, _, _): status
    }
  }

  var headers: [(String, String)] {
    switch self {
    case .whole(_, let headers, _), .stream(_, let headers, _): headers
    }
  }
}
