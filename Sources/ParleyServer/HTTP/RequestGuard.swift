/// Decides on a request's head before any of its body is read. It is stricter than the HTTP library,
/// which lets through what a proxy in front may read differently (request smuggling, RFC 9112 §11.2).
struct RequestGuard: Sendable {
  /// Fields that decide what a request means: two of one kind are refused, even when equal.
  static let uniqueFields = [
    "host", "content-length", "transfer-encoding", "content-type", "authorization", "cookie",
    "idempotency-key", "origin", "sec-fetch-site", "expect",
  ]
  static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

  var limits: ServerLimits

  /// How the head says that the body comes.
  enum Framing: Sendable, Hashable {
    case none
    case length(Int)
    case chunked
  }

  /// What the guard has made of a head that it lets through.
  struct Admission: Sendable {
    var target: RequestTarget
    var framing: Framing
  }

  /// Reads and checks a head; throws the refusal to answer.
  func admit(_ head: RequestHead) throws(Refusal) -> Admission {
    try checkSizes(head)
    try checkVersionAndMethod(head)
    try checkFields(head)
    let framing = try framing(head)
    try checkHost(head)
    try checkRequestsOfTheConnection(head.headers)
    guard let raw = head.target else {
      throw Refusal(400, "invalid_path", "The request line has no path.")
    }
    let target = try RequestTarget(raw)
    guard target.path != "*" || head.method == "OPTIONS" else {
      throw Refusal(400, "invalid_path", "The path * is for OPTIONS only.")
    }
    if let authority = target.authority, let host = head.headers["host"],
      !authority.equalsIgnoringCase(host)
    {
      throw Refusal(400, "invalid_host", "The request line and the field Host name two hosts.")
    }
    return Admission(target: target, framing: framing)
  }

  private func checkSizes(_ head: RequestHead) throws(Refusal) {
    guard (head.target?.utf8.count ?? 0) <= limits.target else {
      throw Refusal(
        414, "target_too_long", "The path and query may have \(limits.target) bytes.")
    }
    guard head.size <= limits.head else {
      throw Refusal(431, "header_too_large", "The header may have \(limits.head) bytes.")
    }
  }

  private func checkVersionAndMethod(_ head: RequestHead) throws(Refusal) {
    guard head.version == "HTTP/1.1" || head.version == "HTTP/1.0" else {
      throw Refusal(505, "version_not_supported", "This server speaks HTTP/1.1 and HTTP/1.0.")
    }
    guard !Self.methods.contains(head.method) else { return }
    let allow = [("Allow", Self.methods.joined(separator: ", "))]
    if head.method == "TRACE" || head.method == "CONNECT" {
      throw Refusal(
        405, "method_not_allowed", "\(head.method) is not allowed here.", headers: allow)
    }
    throw Refusal(
      501, "method_not_implemented",
      "The method is not one of \(Self.methods.joined(separator: ", ")).",
      headers: allow)
  }

  private func checkFields(_ head: RequestHead) throws(Refusal) {
    let headers = head.headers
    guard head.isPlain else {
      throw Refusal(
        400, "invalid_header",
        "Invalid header: a line does not end with CRLF, is folded, or has a NUL or extra blanks.")
    }
    for (name, value) in headers.fields {
      guard !name.isEmpty, name.utf8.allSatisfy(\.isTokenByte) else {
        throw Refusal(
          400, "invalid_header", "Invalid header: a field's name has a character that no name has.")
      }
      guard value.utf8.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
        throw Refusal(
          400, "invalid_header",
          "Invalid header: the value of \(name.prefix(64)) has a control character.")
      }
    }
    for name in Self.uniqueFields where headers.values(name).count > 1 {
      throw Refusal(
        400, "duplicate_header",
        name == "authorization"
          ? "The request has two credentials: authorization is there twice."
          : "The header field \(name) must not be there twice.")
    }
  }

  private func framing(_ head: RequestHead) throws(Refusal) -> Framing {
    let length = head.headers["content-length"]
    if let coding = head.headers["transfer-encoding"] {
      guard length == nil else {
        throw Refusal(
          400, "ambiguous_length",
          "The request has both Content-Length and Transfer-Encoding.")
      }
      guard coding.equalsIgnoringCase("chunked") else {
        throw Refusal(
          501, "coding_not_implemented",
          "The transfer coding '\(coding.prefix(64))' is not implemented: chunked is.")
      }
      guard head.version == "HTTP/1.1" else {
        throw Refusal(400, "ambiguous_length", "HTTP/1.0 has no Transfer-Encoding.")
      }
      return .chunked
    }
    guard let length else { return .none }
    guard !length.isEmpty, length.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw Refusal(400, "invalid_length", "Content-Length must be digits only.")
    }
    let most = limits.allowance(of: head).bytes
    guard let count = Int(length), count <= most else { throw .bodyTooLarge(most) }
    return count == 0 ? .none : .length(count)
  }

  private func checkHost(_ head: RequestHead) throws(Refusal) {
    guard let host = head.headers["host"] else {
      guard head.version == "HTTP/1.0" else {
        throw Refusal(400, "invalid_host", "The header field Host is missing.")
      }
      return
    }
    guard !host.isEmpty, host.utf8.count <= 300, host.utf8.allSatisfy(\.isHostByte) else {
      throw Refusal(400, "invalid_host", "The header field Host is not a host and port.")
    }
  }

  private func checkRequestsOfTheConnection(_ headers: HTTPMessageHeaders) throws(Refusal) {
    if let expected = headers["expect"], !expected.equalsIgnoringCase("100-continue") {
      throw Refusal(
        417, "expectation_failed", "Expect may be 100-continue, nothing else.")
    }
    if headers["upgrade"] != nil {
      throw Refusal(400, "upgrade_not_supported", "This server upgrades to no other protocol.")
    }
  }
}

extension Refusal {
  static func bodyTooLarge(_ limit: Int) -> Refusal {
    Refusal(413, "body_too_large", "The body may have \(limit) bytes.")
  }
}

extension UInt8 {
  /// Whether names of fields and methods may have this byte (RFC 9110 §5.6.2).
  fileprivate var isTokenByte: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(self)
    }
  }

  /// Whether `host:port` may have this byte: names, IPv4 and bracketed IPv6 addresses.
  fileprivate var isHostByte: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "-._~:[]%".utf8.contains(self)
    }
  }
}
