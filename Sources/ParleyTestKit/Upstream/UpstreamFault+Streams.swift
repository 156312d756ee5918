extension UpstreamFault {
  /// Streams that go wrong after they began well. Asked for a whole reply, they break off inside it.
  static let streams = [
    UpstreamFault("half-event", "Says 2 tokens and half an event, then nothing more.") { call in
      begun(call, tokens: 2) + [.chunk("data: {\"cho"), .hang]
    },
    UpstreamFault("invalid-json", "Says 2 tokens, then an event that is not JSON.") { call in
      begun(call, tokens: 2) + [.chunk("data: {oops\n\n"), .hang]
    },
    UpstreamFault("no-done", "Says N tokens (20) and ends in order, but without the end.") { call in
      begun(call, tokens: call.parameter(0, otherwise: 20)) + [.lastChunk]
    },
    UpstreamFault("close-mid-stream", "Says N tokens (20) and closes the connection.") { call in
      begun(call, tokens: call.parameter(0, otherwise: 20)) + [.close]
    },
    UpstreamFault("reset-mid-stream", "Says N tokens (20) and resets the connection.") { call in
      begun(call, tokens: call.parameter(0, otherwise: 20)) + [.pause(.milliseconds(50)), .reset]
    },
    UpstreamFault("endless", "Says a token each N milliseconds (10) for ever.") { call in
      let interval = Duration.milliseconds(call.parameter(0, otherwise: 10))
      return begun(call, tokens: 0) + [UpstreamWords.tokens.series(call.dialect, every: interval)]
    },
    UpstreamFault("error-in-stream", "Says N tokens (2), then that it is overloaded.") { call in
      begun(call, tokens: call.parameter(0, otherwise: 2)) + [
        .chunk(call.dialect.failure(type: "overloaded_error", message: "Overloaded")), .lastChunk,
      ]
    },
    UpstreamFault("huge-line", "Says 2 tokens, then a line of N MiB (64) without an end.") { call in
      let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 64 * 1024)
      let framed = Array("10000\r\n".utf8) + piece + Array("\r\n".utf8)
      return begun(call, tokens: 2) + [
        .chunk("data: "), .series(.init([framed], count: call.parameter(0, otherwise: 64) * 16)),
        .lastChunk,
      ]
    },
    UpstreamFault("comments", "Answers, but comments come for N milliseconds (500) first.") {
      call in
      guard call.streams else { return reply(call) }
      let comment = Array("12\r\n: still working\n\n\r\n".utf8)
      return [
        .head(),
        .series(
          .init(
            [comment], count: call.parameter(0, otherwise: 500) / 50 + 1,
            every: .milliseconds(50))),
      ] + reply(call).dropFirst()
    },
    UpstreamFault("bytewise", "Answers `Grüße, 日本 🎈`, each byte in a chunk of its own.") { call in
      let text = "Grüße, 日本 🎈"
      guard call.streams else {
        return [.response(200, call.dialect.whole(text, promptTokens: 1, tokens: 9))]
      }
      let stream =
        call.dialect.opening(promptTokens: 1) + call.dialect.delta(text)
        + call.dialect.ending(promptTokens: 1, tokens: 9)
      return [.head()] + stream.utf8.map { .chunk([$0]) } + [.lastChunk]
    },
    UpstreamFault(
      "bad-utf8", "Answers `a`, two bytes that are no UTF-8, half a character, and `b`."
    ) { call in
      saying(call, bytes: [0x61, 0xFF, 0xFE, 0xE2, 0x82, 0x62])
    },
    UpstreamFault("lone-surrogate", "Answers `a`, an escape of half a pair, and `b`.") { call in
      saying(call, bytes: Array(#"a\ud83db"#.utf8))
    },
    UpstreamFault("half-utf8", "Answers `a`, a character cut by the end of a delta, and `b`.") {
      call in
      guard call.streams else { return saying(call, bytes: [0x61, 0xF0, 0x9F, 0x62]) }
      return begun(call, tokens: 0) + delta(call, [0x61, 0xF0, 0x9F]) + delta(call, [0x62])
        + ended(call)
    },
  ]

  /// The head, the opening and so many tokens at once.
  private static func begun(_ call: Call, tokens: Int) -> [LoopbackServer.Step] {
    let opening = call.dialect.opening(promptTokens: call.promptTokens)
    return [
      .head(), .chunk(opening), UpstreamWords.tokens.series(call.dialect, count: tokens),
    ]
  }

  private static func ended(_ call: Call) -> [LoopbackServer.Step] {
    [.onlyChunk(call.dialect.ending(promptTokens: call.promptTokens, tokens: 3))]
  }

  /// One delta whose text is these bytes, whatever they are.
  private static func delta(_ call: Call, _ bytes: [UInt8]) -> [LoopbackServer.Step] {
    [.chunk(placing(bytes, in: call.dialect.delta("\u{1}")))]
  }

  /// A whole answer whose text is these bytes.
  private static func saying(_ call: Call, bytes: [UInt8]) -> [LoopbackServer.Step] {
    guard call.streams else {
      let body = placing(
        bytes, in: call.dialect.whole("\u{1}", promptTokens: call.promptTokens, tokens: 3))
      return [.head(headers: ["Content-Type: application/json"]), .chunk(body), .lastChunk]
    }
    return begun(call, tokens: 0) + delta(call, bytes) + ended(call)
  }

  /// Puts bytes where the mark U+0001 stands.
  private static func placing(_ bytes: [UInt8], in text: String) -> [UInt8] {
    text.utf8.flatMap { $0 == 1 ? bytes : [$0] }
  }
}
