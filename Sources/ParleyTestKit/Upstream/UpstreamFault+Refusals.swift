extension UpstreamFault {
  /// Responses that are no success.
  static let refusals = statuses.map(refusal)

  private static let statuses: [(status: Int, type: String, message: String)] = [
    (400, "invalid_request_error", "the request makes no sense"),
    (401, "authentication_error", "Invalid API Key"),
    (403, "permission_error", "not for this key"),
    (404, "not_found_error", "no such model"),
    (408, "timeout_error", "the request took too long"),
    (429, "rate_limit_error", "slow down"),
    (498, "capacity_exceeded", "no capacity is left"),
    (500, "api_error", "internal error"),
    (502, "api_error", "bad gateway"),
    (503, "unavailable_error", "Loading model"),
    (504, "timeout_error", "gateway timeout"),
    (529, "overloaded_error", "Overloaded"),
  ]

  private static func refusal(
    status: Int, type: String, message: String
  ) -> UpstreamFault {
    UpstreamFault(
      "\(status)", "Refuses with \(status). \(status)-K: K times, then it answers."
    ) { call in
      if call.number > call.parameter(0, otherwise: .max) { return reply(call) }
      return [.response(status, call.dialect.problem(type: type, message: message))]
    }
  }
}
