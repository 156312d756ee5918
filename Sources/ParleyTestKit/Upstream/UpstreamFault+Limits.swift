extension UpstreamFault {
  /// Refusals that say how long to wait, each once for a model's name; then it answers.
  static let limits = [
    told("429-retry-after", "waits N seconds (2)") { call in
      ["Retry-After: \(call.parameter(0, otherwise: 2))"]
    },
    told("429-retry-after-ms", "waits N milliseconds (200)") { call in
      ["Retry-After-Ms: \(call.parameter(0, otherwise: 200))"]
    },
    // The date counts from the server's own, so both can be of any day.
    told("429-retry-after-date", "waits until a date 2 seconds after its own") { _ in
      ["Date: Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After: Sun, 06 Nov 1994 08:49:39 GMT"]
    },
    told("429-retry-after-huge", "waits a day") { _ in ["Retry-After: 86400"] },
    told("429-retry-after-garbage", "says nothing that makes sense") { _ in
      ["Retry-After: soon; maybe"]
    },
    told("429-renewal", "names the time after which its limit is renewed, 200 ms") { _ in
      ["x-ratelimit-remaining-tokens: 0", "x-ratelimit-reset-tokens: 200ms"]
    },
    told("429-no-retry", "says that another try makes no sense") { _ in
      ["x-should-retry: false"]
    },
    UpstreamFault("429-quota", "Refuses with 429: no money is left.") { call in
      switch call.dialect {
      case .chatCompletions, .completions:
        let words = "You exceeded your current quota, please check your plan and billing details."
        return [
          .response(
            429,
            #"{"error":{"message":"\#(words)","type":"insufficient_quota","param":null,"#
              + #""code":"insufficient_quota"}}"#)
        ]
      case .messages:
        let words = "enforced_spend_limit_reached"
        return [.response(429, call.dialect.problem(type: "rate_limit_error", message: words))]
      }
    },
  ]

  private static func told(
    _ name: String, _ what: String, headers: @escaping @Sendable (Call) -> [String]
  ) -> UpstreamFault {
    UpstreamFault(name, "Refuses with 429 once, and \(what); then it answers.") { call in
      if call.number > 1 { return reply(call) }
      let body = call.dialect.problem(type: "rate_limit_error", message: "slow down")
      return [.response(429, body, headers: ["Content-Type: application/json"] + headers(call))]
    }
  }
}
