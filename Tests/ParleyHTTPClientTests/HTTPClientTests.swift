import ParleyHTTPClient
import ParleyTestKit
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HTTPClientTests {
  let client: HTTPClient

  init() throws {
    client = try HTTPClient()
  }

  @Test func sendsMethodHeadersAndBodyAndReadsTheResponse() async throws {
    let server = try LoopbackServer { _ in
      [
        .response(
          201, "{}", headers: ["Content-Type: application/json", "X-Twice: a", "x-twice: b"])
      ]
    }
    let response = try await client.send(
      HTTPRequest(
        method: "POST", url: "\(server.url)/v1/x?y=1",
        headers: [("Authorization", "Bearer k"), ("X-Empty", "")], body: Array("{\"ä\":1}".utf8)))
    #expect(response.status == 201)
    #expect(response.headers["CONTENT-type"] == "application/json")
    #expect(response.headers.values("X-TWICE") == ["a", "b"])
    #expect(try await response.text() == "{}")
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.target == "/v1/x?y=1")
    #expect(request.text == "{\"ä\":1}")
    #expect(request[header: "authorization"] == "Bearer k")
    #expect(request[header: "x-empty"] == "")
    for absent in ["content-type", "accept-encoding", "expect", "user-agent"] {
      #expect(request[header: absent] == nil)
    }
  }

  @Test func returnsAtTheHeadersAndStreamsTheBody() async throws {
    let next = EventCounter()
    let server = try LoopbackServer { _ in
      [.head(), .chunk("one"), .wait(for: next), .chunk("two"), .lastChunk]
    }
    let response = try await client.send(HTTPRequest(url: server.url))
    var body = response.body.makeAsyncIterator()
    #expect(try await body.next() == Array("one".utf8))
    next.signal()
    #expect(try await body.next() == Array("two".utf8))
    #expect(try await body.next() == nil)
    #expect(try await body.next() == nil)
  }

  @Test func usesConnectionsAgain() async throws {
    let server = try LoopbackServer { _ in [.response(200, "ok")] }
    for _ in 1...5 {
      #expect(try await client.send(HTTPRequest(url: server.url)).text() == "ok")
    }
    #expect(server.connectionsOpened.count == 1)
  }

  @Test func aBodyGivenUpAtItsEndKeepsTheConnection() async throws {
    let server = try LoopbackServer { _ in [.head(), .onlyChunk("all there is")] }
    for _ in 1...3 {
      let response = try await client.send(HTTPRequest(url: server.url))
      var body = response.body.makeAsyncIterator()
      _ = try await body.next()
      response.body.discardRest()
    }
    #expect(server.connectionsOpened.count == 1)
  }

  @Test func aBodyGivenUpEndsWithinASecondOrIsClosed() async throws {
    let server = try LoopbackServer { _ in [.head(), .chunk("never ends"), .hang] }
    let response = try await client.send(HTTPRequest(url: server.url))
    response.body.discardRest()
    await server.connectionsClosed.reached()
  }

  @Test func aSlowReaderMakesTheServerWait() async throws {
    let size = 16 << 20
    let steps = [LoopbackServer.Step.response(200, String(repeating: "x", count: size))]
    let server = try LoopbackServer { _ in steps }
    let response = try await client.send(HTTPRequest(url: server.url))
    await server.stalls.reached()
    #expect(server.sentBytes < size / 2)
    var received = 0
    for try await bytes in response.body {
      #expect(bytes.count <= 64 * 1024)
      received += bytes.count
    }
    #expect(received == size)
  }

  @Test func sixteenStreamsAtOnceDoNotMix() async throws {
    let everybodyIsThere = EventCounter()
    let server = try LoopbackServer { request in
      [.head(), .chunk("a\(request.target)"), .wait(for: everybodyIsThere)]
        + (1...50).map { .chunk("\(request.target)#\($0);") } + [.lastChunk]
    }
    let texts = try await withThrowingTaskGroup(of: (Int, String).self) { [client] group in
      for index in 0..<16 {
        group.addTask {
          (index, try await client.send(HTTPRequest(url: "\(server.url)/\(index)")).text())
        }
      }
      await server.requestsReceived.reached(16)
      everybodyIsThere.signal()
      return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
    }
    for index in 0..<16 {
      let expected = "a/\(index)" + (1...50).map { "/\(index)#\($0);" }.joined()
      #expect(texts[index] == expected)
    }
  }

  @Test func redirectsAndInterimResponsesAreNotFollowed() async throws {
    let server = try LoopbackServer { _ in
      [
        .text("HTTP/1.1 103 Early\r\nLink: x\r\n\r\n"),
        .response(302, "", headers: ["Location: http://169.254.169.254/"]),
      ]
    }
    let response = try await client.send(HTTPRequest(url: server.url))
    #expect(response.status == 302)
    #expect(response.headers["link"] == nil)
    #expect(server.requests.count == 1)
  }

  @Test func compressedBodiesComeAsTheyAre() async throws {
    let server = try LoopbackServer { _ in
      [.response(200, "\u{1f}not gzip", headers: ["Content-Encoding: gzip"])]
    }
    #expect(try await client.send(HTTPRequest(url: server.url)).text() == "\u{1f}not gzip")
  }

  @Test func shutdownEndsWhatRunsAndRefusesTheRest() async throws {
    let server = try LoopbackServer { _ in [.head(), .chunk("a"), .hang] }
    let response = try await client.send(HTTPRequest(url: server.url))
    var body = response.body.makeAsyncIterator()
    _ = try await body.next()
    client.shutdown()
    await expect(failsWith: .shutDown) { _ = try await body.next() }
    await expect(failsWith: .shutDown) { _ = try await client.send(HTTPRequest(url: server.url)) }
    await server.connectionsClosed.reached()
  }
}

extension HTTPResponse {
  func text() async throws -> String {
    String(decoding: try await body.collect(upTo: .max), as: UTF8.self)
  }
}

/// Expects a piece of work to fail with an error of this code.
func expect(
  failsWith code: HTTPClientError.Code, sourceLocation: SourceLocation = #_sourceLocation,
  _ work: () async throws -> Void
) async {
  await #expect(sourceLocation: sourceLocation) {
    try await work()
  } throws: { error in
    (error as? HTTPClientError)?.code == code
  }
}
