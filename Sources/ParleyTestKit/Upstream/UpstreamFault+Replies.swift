extension UpstreamFault {
  /// Replies without a fault, at any pace.
  static let replies = [
    UpstreamFault(
      "ok",
      "Answers. ok-T: with T tokens (10). ok-T-R: R of them a second (all at once)."
    ) { call in
      reply(call, tokens: call.parameter(0, otherwise: 10), rate: call.parameter(1, otherwise: 0))
    },
    UpstreamFault(
      "slow-head", "Answers, but nothing comes for the first N milliseconds (1000)."
    ) { call in
      [.pause(.milliseconds(call.parameter(0, otherwise: 1000)))] + reply(call)
    },
    UpstreamFault(
      "slow-first-token",
      "Answers; the head comes at once, the first token after N milliseconds (1000)."
    ) { call in
      guard call.streams else { return reply(call) }
      return [.head(), .pause(.milliseconds(call.parameter(0, otherwise: 1000)))]
        + reply(call).dropFirst()
    },
    UpstreamFault("long", "Answers with N KiB of text (100), as fast as they are taken.") { call in
      reply(call, call.parameter(0, otherwise: 100), of: .kilobytes)
    },
    UpstreamFault("hang", "Takes the request and says nothing.") { _ in [.hang] },
  ]

  /// A whole answer as it should be, `rate` tokens a second; 0 is as fast as they are taken.
  static func reply(_ call: Call, tokens: Int = 10, rate: Int = 0) -> [LoopbackServer.Step] {
    reply(call, tokens, of: .tokens, every: rate > 0 ? .seconds(1) / rate : .zero)
  }

  private static func reply(
    _ call: Call, _ count: Int, of words: UpstreamWords, every interval: Duration = .zero
  ) -> [LoopbackServer.Step] {
    guard call.streams else {
      let whole = call.dialect.whole(
        words.text(count), promptTokens: call.promptTokens, tokens: count)
      return [.pause(interval * count), .response(200, whole)]
    }
    return [
      .head(), .chunk(call.dialect.opening(promptTokens: call.promptTokens)),
      words.series(call.dialect, count: count, every: interval),
      .onlyChunk(call.dialect.ending(promptTokens: call.promptTokens, tokens: count)),
    ]
  }
}
