/// A complete request that the guard has let through: its head is well-formed and its body whole.
package struct ServerRequest: Sendable {
  /// Who is at the other end of the connection.
  package enum Peer: Sendable, Hashable {
    /// The numeric address, without a port; an IPv4 address inside of IPv6 is shown as IPv4.
    case tcp(address: String, isLoopback: Bool)
    /// Somebody who may open the socket file: the same user.
    case unixSocket
  }

  /// The request's name in logs and in the reply's `x-request-id`: the client's own when it is
  /// valid (``RequestIdentifier``), a fresh one otherwise.
  package var id: String
  /// `GET`, `POST`, `PUT`, `PATCH`, `DELETE` or `OPTIONS`. `HEAD` is shown as `GET`.
  package var method: String
  /// Whether the client asked for the head of the reply only. The server leaves the body away.
  package var isHead: Bool
  /// The decoded path: begins with `/`, has no control characters, no `.` or `..` segments.
  package var path: String
  /// The path between its slashes: none for `/`, `["a", ""]` for `/a/`.
  package var pathSegments: [String]
  /// The decoded query in order; a name without `=` has an empty value.
  package var query: [(name: String, value: String)]
  package var headers: HTTPMessageHeaders
  package var body: [UInt8]
  package var peer: Peer
  private var drain: DrainSignal

  package init(
    id: String, method: String, isHead: Bool = false, path: String,
    query: [(name: String, value: String)] = [], headers: HTTPMessageHeaders = .init(),
    body: [UInt8] = [], peer: Peer = .tcp(address: "127.0.0.1", isLoopback: true)
  ) {
    self.init(
      id: id, method: method, isHead: isHead, path: path,
      pathSegments: RequestTarget.segments(path), query: query, headers: headers, body: body,
      peer: peer, drain: DrainSignal())
  }

  init(
    id: String, method: String, isHead: Bool, path: String, pathSegments: [String],
    query: [(name: String, value: String)], headers: HTTPMessageHeaders, body: [UInt8], peer: Peer,
    drain: DrainSignal
  ) {
    self.id = id
    self.method = method
    self.isHead = isHead
    self.path = path
    self.pathSegments = pathSegments
    self.query = query
    self.headers = headers
    self.body = body
    self.peer = peer
    self.drain = drain
  }

  /// Whether the server is stopping: it takes no new connections and waits for what runs.
  package var isDraining: Bool { drain.isSet }

  /// The first value under this name in the query.
  package func queryValue(_ name: String) -> String? {
    query.first { $0.name == name }?.value
  }
}
