extension LoopbackServer.Step {
  /// A whole response with its length.
  public static func response(
    _ status: Int, _ body: String, headers: [String] = ["Content-Type: application/json"]
  ) -> Self {
    let lines = ["HTTP/1.1 \(status) Scripted"] + headers + ["Content-Length: \(body.utf8.count)"]
    return .text(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
  }

  /// The head of a response whose body comes in chunks.
  public static func head(
    _ status: Int = 200, headers: [String] = ["Content-Type: text/event-stream"]
  ) -> Self {
    let lines = ["HTTP/1.1 \(status) Scripted"] + headers + ["Transfer-Encoding: chunked"]
    return .text(lines.joined(separator: "\r\n") + "\r\n\r\n")
  }

  /// One chunk of a body.
  public static func chunk(_ bytes: some Collection<UInt8>) -> Self {
    .send(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8))
  }

  /// One chunk of a body.
  public static func chunk(_ text: String) -> Self { .chunk(text.utf8) }

  /// The end of a body in chunks.
  public static var lastChunk: Self { .text("0\r\n\r\n") }

  /// A body of one chunk and its end, sent in one piece.
  public static func onlyChunk(_ text: String) -> Self {
    .text("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n0\r\n\r\n")
  }

  /// Bytes as they are.
  public static func text(_ text: String) -> Self { .send(Array(text.utf8)) }
}
