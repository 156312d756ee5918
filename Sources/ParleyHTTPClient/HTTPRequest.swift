/// A request to another server.
package struct HTTPRequest: Sendable {
  /// `GET`, `POST`, …: a token of RFC 9110.
  package var method: String
  /// `http` or `https`, without user name or password. libcurl alone parses it.
  package var url: String
  /// In the order in which they are sent. Nothing is added but what HTTP itself needs.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]?
  package var timeouts: HTTPTimeouts
  package var limits: HTTPLimits
  /// The path of a Unix socket to connect to, whatever host the URL names.
  package var unixSocket: String?
  /// What the host's name may resolve to.
  package var reach = Reach.anywhere
  /// A file with the certificates (PEM) of the authorities to trust instead of the system's.
  package var authorities: String?

  package init(
    method: String = "GET", url: String, headers: [(name: String, value: String)] = [],
    body: [UInt8]? = nil, timeouts: HTTPTimeouts = HTTPTimeouts(),
    limits: HTTPLimits = HTTPLimits(), unixSocket: String? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeouts = timeouts
    self.limits = limits
    self.unixSocket = unixSocket
  }
}

extension HTTPRequest {
  /// Throws when the method or a header could smuggle something into the request.
  func check() throws(HTTPClientError) {
    guard !method.isEmpty, method.utf8.allSatisfy(\.isHTTPTokenByte) else {
      throw HTTPClientError(
        .invalidRequest, "the HTTP method \(method.debugDescription) is not a token")
    }
    for (name, value) in headers {
      guard !name.isEmpty, name.utf8.allSatisfy(\.isHTTPTokenByte) else {
        throw HTTPClientError(
          .invalidRequest, "the header name \(name.debugDescription) is not a token")
      }
      guard !value.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
        // The value may be a secret, so only the name is told.
        throw HTTPClientError(
          .invalidRequest,
          "the value of the header \(name) holds a line break or a NUL; remove it where it is set")
      }
    }
  }
}

extension UInt8 {
  /// Whether the byte may stand in a token (RFC 9110, section 5.6.2).
  var isHTTPTokenByte: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default:
      "!#$%&'*+-.^_`|~".utf8.contains(self)
    }
  }
}
