import ParleyHTTPClient
import ParleyTestKit
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HTTPClientFaultTests {
  let client: HTTPClient

  init() throws {
    client = try HTTPClient()
  }

  @discardableResult
  private func fetch(
    _ url: String, timeouts: HTTPTimeouts = HTTPTimeouts(), limits: HTTPLimits = HTTPLimits()
  ) async throws -> String {
    try await client.send(HTTPRequest(url: url, timeouts: timeouts, limits: limits)).text()
  }

  @Test func aClosedPortIsRefused() async throws {
    let port = try ClosedPort()
    let error = await #expect(throws: HTTPClientError.self) { try await fetch(port.url) }
    #expect(error?.code == .refused)
    #expect(error?.description.contains("127.0.0.1:\(port.number)") == true)
  }

  @Test func anUnknownHostIsNamed() async throws {
    let error = await #expect(throws: HTTPClientError.self) {
      try await fetch("http://no-such-host.invalid/")
    }
    #expect(error?.code == .resolve)
    #expect(error?.description.contains("no-such-host.invalid:80") == true)
  }

  @Test func plainHTTPBehindHTTPSIsATLSError() async throws {
    let server = try LoopbackServer { _ in [.close] }
    await expect(failsWith: .tls) { try await fetch("https://127.0.0.1:\(server.port)/") }
  }

  @Test func silenceBeforeTheFirstByteEndsTheRequest() async throws {
    let server = try LoopbackServer { request in
      request.target == "/head" ? [.head(), .hang] : [.hang]
    }
    let timeouts = HTTPTimeouts(firstByte: .milliseconds(80))
    for path in ["/none", "/head"] {
      await expect(failsWith: .timeout(.firstByte)) {
        try await fetch(server.url + path, timeouts: timeouts)
      }
    }
    await server.connectionsClosed.reached(2)
  }

  @Test func silenceInTheBodyEndsTheRequest() async throws {
    let server = try LoopbackServer { _ in [.head(), .chunk("data: {\"cho"), .hang] }
    await expect(failsWith: .timeout(.idle)) {
      try await fetch(server.url, timeouts: HTTPTimeouts(idle: .milliseconds(80)))
    }
    await server.connectionsClosed.reached()
  }

  @Test func aReaderWhoNeverComesIsCutOffAtTheTotalLimit() async throws {
    let steps = [LoopbackServer.Step.response(200, String(repeating: "x", count: 16 << 20))]
    let server = try LoopbackServer { _ in steps }
    await expect(failsWith: .timeout(.total)) {
      let timeouts = HTTPTimeouts(total: .milliseconds(300))
      let response = try await client.send(HTTPRequest(url: server.url, timeouts: timeouts))
      // Nobody reads: only the total limit can end it.
      await server.connectionsClosed.reached()
      _ = try await response.text()
    }
  }

  @Test func aPausedTransferIsNotIdle() async throws {
    let size = 8 << 20
    let steps = [LoopbackServer.Step.response(200, String(repeating: "x", count: size))]
    let server = try LoopbackServer { _ in steps }
    let request = HTTPRequest(url: server.url, timeouts: HTTPTimeouts(idle: .milliseconds(250)))
    let response = try await client.send(request)
    await server.stalls.reached(4)  // 400 ms.
    #expect(try await response.text().utf8.count == size)
  }

  @Test(arguments: [LoopbackServer.Step.reset, .close])
  func abrokenStreamIsNotACompleteOne(ending: LoopbackServer.Step) async throws {
    let seen = EventCounter()
    let server = try LoopbackServer { _ in [.head(), .chunk("part"), .wait(for: seen), ending] }
    let response = try await client.send(HTTPRequest(url: server.url))
    var body = response.body.makeAsyncIterator()
    #expect(try await body.next() == Array("part".utf8))
    seen.signal()
    await expect(failsWith: .brokenOff) { _ = try await body.next() }
  }

  @Test func limitsHold() async throws {
    let server = try LoopbackServer { request in
      request.target == "/headers"
        ? [.response(200, "", headers: ["X: " + String(repeating: "y", count: 3000)])]
        : [.response(200, String(repeating: "x", count: 3000))]
    }
    let limits = HTTPLimits(bodyBytes: 2000, headerBytes: 2000)
    for path in ["/headers", "/body"] {
      await expect(failsWith: .tooLarge) { try await fetch(server.url + path, limits: limits) }
    }
    #expect(
      try await fetch(server.url, limits: HTTPLimits(bodyBytes: 3000)).utf8.count == 3000)
  }

  @Test func garbageIsNotHTTP() async throws {
    let server = try LoopbackServer { _ in [.text("SSH-2.0-x\r\n\r\n"), .close] }
    await expect(failsWith: .malformed) { try await fetch(server.url) }
  }

  @Test(arguments: [
    "", "ftp://example.org/", "file:///etc/passwd", "http://", "http://user:secret@example.org/",
    "http://example.org\0.evil/", "http://a b/", "http://example.org:99999/", "example.org/x",
  ])
  func badURLsAreRefused(url: String) async throws {
    let error = await #expect(throws: HTTPClientError.self) { try await fetch(url) }
    #expect(error?.code == .invalidURL)
    #expect(error?.description.contains("secret") == false)
  }

  @Test(arguments: [
    ("X", "a\r\nInjected: 1"), ("X", "a\nb"), ("X", "a\0b"), ("X Y", "a"), ("", "a"), ("X:", "a"),
  ])
  func headersCannotSmuggle(name: String, value: String) async throws {
    let server = try LoopbackServer { _ in [.response(200, "")] }
    await expect(failsWith: .invalidRequest) {
      _ = try await client.send(HTTPRequest(url: server.url, headers: [(name, value)]))
    }
    #expect(server.connectionsOpened.count == 0)
  }
}
