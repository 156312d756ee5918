extension UpstreamFault {
  /// What an upstream is like over a long time.
  static let mixed = [
    UpstreamFault(
      "mixed",
      "Answers at four paces by turns; one call in N (100) goes wrong, each in another way."
    ) { call in
      let (round, place) = call.number.quotientAndRemainder(
        dividingBy: max(1, call.parameter(0, otherwise: 100)))
      guard place == 0 else { return paced(call) }
      let (fault, parameters) = chosen(by: mixedFaults[round % mixedFaults.count])
      var one = call
      one.number = 1
      one.parameters = parameters
      return fault.steps(one)
    }
  ]

  /// What goes wrong, by turns: before the head, before the first token, and within the reply.
  private static let mixedFaults = [
    "500", "reset-mid-stream", "429-retry-after-ms", "half-event", "close-mid-stream", "hang",
    "no-done", "invalid-json", "slow-first-token-2000", "error-in-stream", "html", "529",
    "bad-utf8", "not-http", "empty", "comments", "huge-line-2", "gzip-bomb",
  ]

  private static func paced(_ call: Call) -> [LoopbackServer.Step] {
    switch call.number % 4 {
    case 0: reply(call, tokens: 60, rate: 100)
    case 1: reply(call)
    case 2: reply(call, tokens: 300, rate: 300)
    default: reply(call, tokens: 2000)
    }
  }
}
