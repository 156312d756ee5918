/// Takes requests out of the bytes of a connection. A value, no I/O.
///
/// Bodies need a `Content-Length`; lines may end in LF or CRLF.
struct LoopbackRequestParser {
  /// Whether something else than HTTP has come.
  private(set) var isNonsense = false
  private var buffer: [UInt8] = []
  /// Where to look on for the end of the head.
  private var searched = 0
  /// The head of the next request, once it is whole.
  private var head: (request: LoopbackServer.Request, length: Int)?

  mutating func add(_ bytes: some Sequence<UInt8>) {
    buffer += bytes
  }

  /// The next request; `nil` while it is not whole.
  mutating func next() -> LoopbackServer.Request? {
    // 0x16 begins a TLS handshake; this server speaks plain HTTP and hangs up.
    if buffer.first == 0x16 { isNonsense = true }
    if head == nil, !isNonsense { takeHead() }
    guard let head, buffer.count >= head.length else { return nil }
    var request = head.request
    request.body = Array(buffer.prefix(head.length))
    buffer.removeFirst(head.length)
    (self.head, searched) = (nil, 0)
    return request
  }

  private mutating func takeHead() {
    while let end = buffer[searched...].firstIndex(of: 10) {
      let line = buffer[..<end].lastIndex(of: 10).map { buffer[($0 + 1)..<end] } ?? buffer[..<end]
      searched = end + 1
      guard line.allSatisfy({ $0 == 13 }) else { continue }
      let text = String(decoding: buffer[..<end], as: UTF8.self)
      buffer.removeFirst(end + 1)
      read(text.split(whereSeparator: \.isNewline))
      return
    }
    searched = buffer.count
  }

  private mutating func read(_ lines: [Substring]) {
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3 else {
      isNonsense = true
      return
    }
    let headers = lines.dropFirst().map { line -> (name: String, value: String) in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
    }
    let request = LoopbackServer.Request(
      method: String(words[0]), target: String(words[1]), headers: headers, body: [])
    head = (request, Int(request[header: "content-length"] ?? "0").map { max(0, $0) } ?? 0)
  }
}
