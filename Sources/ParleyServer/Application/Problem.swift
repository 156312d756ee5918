package import ParleyPlugin

/// Why a request gets no answer, as RFC 9457 describes problems. Under `/v1` the same is said in
/// OpenAI's words (``OpenAIError``).
package struct Problem: Error, Sendable, Hashable {
  /// A fault at one place of the request's body.
  package struct Fault: Sendable, Hashable {
    /// A JSON pointer (RFC 6901) into the body, or `?name` for the query.
    package var pointer: String
    package var message: String

    package init(_ pointer: String, _ message: String) {
      self.pointer = pointer
      self.message = message
    }
  }

  package var status: Int
  /// The kind of fault, for programs; stays the same when ``detail`` is worded anew.
  package var code: String
  /// One sentence that names the thing and what to do. Never more than 64 characters of the request.
  package var detail: String
  package var faults: [Fault]
  /// Fields that the status asks for, such as `Allow` or `Retry-After`.
  package var headers: [Header]
  /// Members besides the standard ones.
  package var members: [String: JSONValue]

  package struct Header: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(
    _ status: Int, _ code: String, _ detail: String, faults: [Fault] = [],
    headers: [Header] = [], members: [String: JSONValue] = [:]
  ) {
    self.status = status
    self.code = code
    self.detail = detail
    self.faults = faults
    self.headers = headers
    self.members = members
  }

  /// `{type, title, status, detail, code, request_id, errors[{pointer, message}]?}`
  package func json(requestID: String) -> JSONValue {
    var json = members
    json["type"] = "about:blank"
    json["title"] = .string(StatusPhrase.of(status))
    json["status"] = .integer(status)
    json["detail"] = .string(detail)
    json["code"] = .string(code)
    json["request_id"] = .string(requestID)
    if !faults.isEmpty {
      json["errors"] = .array(
        faults.map { ["pointer": .string($0.pointer), "message": .string($0.message)] })
    }
    return .object(json)
  }

  func response(requestID: String) -> Response {
    var response = Response.json(json(requestID: requestID), status: status)
    response.headers = [("Content-Type", "application/problem+json")]
    response.headers += headers.map { ($0.name, $0.value) }
    return response
  }
}

extension Problem {
  /// What was asked for does not exist, or is another's: nobody can tell which.
  package static let notFound = Problem(
    404, "not_found", "There is nothing of yours under this address or name.")

  /// A fault at one place of the body.
  package static func field(_ pointer: String, _ message: String, code: String = "invalid_field")
    -> Problem
  {
    Problem(400, code, "\(pointer): \(message)", faults: [Fault(pointer, message)])
  }

  /// A fault in the query.
  package static func query(_ name: String, _ message: String) -> Problem {
    Problem(400, "invalid_query", "?\(name): \(message)", faults: [Fault("?\(name)", message)])
  }

  /// The server is stopping.
  package static let draining = Problem(
    503, "draining", "Parley is stopping; send the request again in a moment.",
    headers: [Header("Retry-After", "5")])

  /// A part of the request as it may be shown: at most 64 characters, without control characters.
  package static func shown(_ text: String) -> String {
    let visible = text.unicodeScalars.prefix(65).map { scalar in
      scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        ? "\u{FFFD}" : Character(scalar)
    }
    return visible.count > 64 ? String(visible.prefix(63)) + "…" : String(visible)
  }
}

/// What HTTP calls its statuses (RFC 9110).
enum StatusPhrase {
  private static let phrases = [
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout", 409: "Conflict",
    413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type",
    417: "Expectation Failed", 421: "Misdirected Request", 422: "Unprocessable Content",
    429: "Too Many Requests", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout", 505: "HTTP Version Not Supported",
    507: "Insufficient Storage",
  ]

  static func of(_ status: Int) -> String { phrases[status] ?? "Error" }
}
