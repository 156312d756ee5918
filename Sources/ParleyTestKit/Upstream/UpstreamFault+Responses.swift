extension UpstreamFault {
  /// Responses that are no replies, although their status may say so, and connections without one.
  static let responses = [
    UpstreamFault("refuse", "Takes the request and closes the connection.") { _ in [.close] },
    UpstreamFault("reset", "Takes the request and resets the connection.") { _ in [.reset] },
    UpstreamFault("not-http", "Answers with the greeting of another protocol.") { _ in
      [.text("SSH-2.0-OpenSSH_9.2\r\n"), .close]
    },
    UpstreamFault("html", "Answers 200 with an HTML page.") { _ in
      [
        .response(
          200, "<!DOCTYPE html><title>Welcome</title>", headers: ["Content-Type: text/html"])
      ]
    },
    UpstreamFault("wrong-type", "Answers 200 with an image.") { _ in
      [.response(200, "GIF89a....", headers: ["Content-Type: image/gif"])]
    },
    UpstreamFault("empty", "Answers 200 with nothing.") { _ in [.response(200, "")] },
    UpstreamFault("no-content", "Answers 204.") { _ in [.text("HTTP/1.1 204 No Content\r\n\r\n")] },
    UpstreamFault("gzip-bomb", "Answers with a packed body of a thousand times its size.") { _ in
      let head = ["Content-Type: text/event-stream", "Content-Encoding: gzip"]
      return [.head(headers: head), .chunk(packedZeros), .lastChunk]
    },
    UpstreamFault("redirect", "Redirects (307) to itself.") { call in
      let path =
        call.dialect == .messages
        ? "messages"
        : call.dialect == .completions
          ? "completions" : "chat/completions"
      return [.response(307, "", headers: ["Location: /v1/\(path)"])]
    },
    UpstreamFault("redirect-inside", "Redirects (302) to the metadata service of a cloud.") { _ in
      [.response(302, "", headers: ["Location: http://169.254.169.254/latest/meta-data/"])]
    },
    UpstreamFault("1xx-flood", "Sends interim responses for ever.") { _ in
      let hint = Array("HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n".utf8)
      return [.series(.init([hint]))]
    },
    UpstreamFault("header-flood", "Sends header lines for ever.") { _ in
      let line = "X-Padding: \(String(repeating: "x", count: 1000))\r\n"
      return [.text("HTTP/1.1 200 OK\r\n"), .series(.init([Array(line.utf8)]))]
    },
    UpstreamFault(
      "context", "Refuses prompts of more than N tokens (0), as the protocol says; answers others."
    ) { call in
      let limit = call.parameter(0, otherwise: 0)
      guard call.promptTokens > limit else { return reply(call) }
      if call.dialect == .messages {
        let words = "prompt is too long: \(call.promptTokens) tokens > \(limit) maximum"
        return [
          .response(400, call.dialect.problem(type: "invalid_request_error", message: words))
        ]
      }
      let words =
        "This model's maximum context length is \(limit) tokens. However, your messages resulted in "
        + "\(call.promptTokens) tokens."
      return [
        .response(
          400,
          #"{"error":{"message":"\#(words)","type":"invalid_request_error","param":"messages","#
            + #""code":"context_length_exceeded"}}"#)
      ]
    },
  ]

  /// The beginning of a gzip stream that unpacks to zeros (RFC 1952): a block whose one code of two
  /// bits stands for 258 of them.
  private static let packedZeros: [UInt8] =
    [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0xEC, 0xC1, 1, 1, 0, 0, 0, 0x80, 0x90, 0xFE, 0xAF, 0xEE,
      8, 0x0A,
    ] + [UInt8](repeating: 0, count: 4094)
}
