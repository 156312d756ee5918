import ParleyPlugin

/// A problem in the words of OpenAI's interface: `{"error": {message, type, param, code}}`.
struct OpenAIError: Sendable {
  let problem: Problem

  init(_ problem: Problem) {
    self.problem = problem
  }

  var json: JSONValue {
    [
      "error": [
        "message": .string(message), "type": .string(type),
        "param": problem.members["param"] ?? .null, "code": .string(code),
      ]
    ]
  }

  func response() -> Response {
    .json(json, status: problem.status, headers: problem.headers.map { ($0.name, $0.value) })
  }

  private var message: String {
    switch problem.code {
    case "not_found": "There is no such endpoint or model here."
    default: problem.detail
    }
  }

  private var type: String {
    switch problem.status {
    case 401: "authentication_error"
    case 403: "permission_error"
    case 429: "rate_limit_error"
    case 502, 504: "upstream_error"
    case 500...: "server_error"
    default: "invalid_request_error"
    }
  }

  /// The names that clients of OpenAI's interface know.
  private var code: String {
    switch (problem.status, problem.code) {
    case (404, "persona_unknown"): "model_not_found"
    case (413, _): "request_too_large"
    case (429, _): "rate_limit_exceeded"
    case (502, "upstream_auth"): "upstream_auth"
    case (502, _): "upstream_unavailable"
    case (503, "draining"): "overloaded"
    case (504, _): "upstream_timeout"
    default: problem.code
    }
  }
}

extension Problem {
  /// A fault in a request of OpenAI's interface; `param` names the member, as in `messages[0].role`.
  static func parameter(
    _ param: String?, _ message: String, status: Int = 400, code: String = "invalid_value"
  ) -> Problem {
    Problem(
      status, code, message, members: ["param": param.map(JSONValue.string) ?? .null])
  }
}
