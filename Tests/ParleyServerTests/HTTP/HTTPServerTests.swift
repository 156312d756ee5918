import ParleyPlugin
import ParleyServer
import ParleyTestKit
import Synchronization
import Testing

/// Requests and replies over the wire.
struct HTTPServerTests {
  @Test func answersOverAKeptConnection() async throws {
    try await withServer(handler: echo) { server in
      let client = try await RawClient.connect(port: server.port)
      for number in 1...3 {
        let reply = try await client.get("/a/\(number)")
        #expect(reply.status == 200)
        #expect(reply.body == "GET /a/\(number) ")
        #expect(reply["Date"] != nil)
        #expect(reply["x-request-id"]?.count == 36)
      }
      #expect(server.counters.acceptedConnections == 1)
      #expect(server.counters.requests == 3)
    }
  }

  @Test func answersPipelinedRequestsInOrder() async throws {
    try await withServer(handler: echo) { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send(
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n"
          + "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
          + "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(try await client.reply().body == "GET /1 ")
      #expect(try await client.reply().body == "POST /2 hi")
      #expect(try await client.reply().body == "GET /3 ")
      #expect(await client.readToEnd() == "")
    }
  }

  @Test func readsAChunkedBody() async throws {
    try await withServer(handler: echo) { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send(
        "POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
      try await client.send("6\r\n world\r\n0\r\n\r\n")
      let reply = try await client.reply()
      #expect(reply.body == "POST /up hello world")
      #expect(reply["Connection"] == "close")
    }
  }

  @Test(arguments: ["5\nhello\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "5;\nhello\r\n0\r\n\r\n"])
  func servesNothingAfterAChunkedBody(_ body: String) async throws {
    let served = Mutex<[String]>([])
    try await withServer { request in
      served.withLock { $0.append(request.path) }
      return .text("")
    } _: { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send(
        "POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body
          + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = await client.readToEnd()
    }
    #expect(served.withLock { $0 } == ["/up"])
  }

  @Test func streams() async throws {
    let heard = EventCounter()
    try await withServer { _ in
      .stream(status: 200, headers: [("Content-Type", "text/event-stream")]) { writer in
        for number in 1...3 {
          try await writer.write(Array("data: \(number)\n\n".utf8))
          // The reader has all of it, so the connection goes to sleep.
          if number < 3 { await heard.reached(number) }
        }
      }
    } _: { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      let head = try await client.read(until: "data: 1\n\n")
      #expect(head.contains("Transfer-Encoding: chunked"))
      heard.signal()
      _ = try await client.read(until: "data: 2\n\n")
      heard.signal()
      #expect(try await client.read(until: "\r\n0\r\n\r\n").contains("data: 3\n\n"))
      #expect(try await client.get("/again").status == 200)
    }
  }

  @Test func answersHeadWithoutABody() async throws {
    try await withServer(handler: echo) { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send("HEAD /h HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let text = await client.readToEnd()
      #expect(text.contains("Content-Length: 7\r\n"))
      #expect(text.hasSuffix("\r\n\r\n"))
    }
  }

  @Test func letsAClientWaitForLeaveToSendItsBody() async throws {
    try await withServer(handler: echo) { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send(
        "POST /up HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
      #expect(try await client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      try await client.send("hi")
      #expect(try await client.reply().body == "POST /up hi")
    }
  }

  @Test func sendsALargeReplyWhole() async throws {
    let body = (0..<300_000).map { UInt8(truncatingIfNeeded: 0x61 + $0 % 26) }
    try await withServer { _ in
      .whole(status: 200, headers: [], body: body)
    } _: { server in
      let client = try await RawClient.connect(port: server.port)
      for _ in 0..<3 {
        #expect(try await client.get("/").body.utf8.elementsEqual(body))
      }
    }
  }

  @Test func keepsTheClientsNameForTheRequestWhenItIsOne() async throws {
    try await withServer {
      .text($0.id)
    } _: { server in
      let client = try await RawClient.connect(port: server.port)
      let named = try await client.get("/", "x-request-id: trace-1.a_B\r\n")
      #expect(named.body == "trace-1.a_B")
      #expect(named["x-request-id"] == "trace-1.a_B")
      let other = try await client.get("/", "x-request-id: two words\r\n")
      #expect(other.body.utf8.count == 36)
      #expect(other["x-request-id"] == other.body)
    }
  }

  @Test func setsItsOwnFieldsAndKeepsTheHandlers() async throws {
    try await withServer { _ in
      .whole(
        status: 201, headers: [("Location", "/x"), ("Content-Length", "99"), ("Date", "never")],
        body: [0x61])
    } _: { server in
      let client = try await RawClient.connect(port: server.port)
      let reply = try await client.get("/")
      #expect(reply.status == 201)
      #expect(reply["Location"] == "/x")
      #expect(reply["Content-Length"] == "1")
      #expect(reply["Date"] != "never")
    }
  }

  @Test(arguments: [
    ServerReply.whole(status: 99, headers: [], body: []),
    .whole(status: 200, headers: [("X-A", "a\r\nX-B: b")], body: []),
    .stream(status: 200, headers: [("X-A", "a\nb")]) { try await $0.write([0x61]) },
  ])
  func answers500InsteadOfAReplyThatHTTPDoesNotAllow(_ reply: ServerReply) async throws {
    let log = RecordingLog()
    try await withServer(log: log) { _ in
      reply
    } _: { server in
      let client = try await RawClient.connect(port: server.port)
      let answer = try await client.get("/")
      #expect(answer.status == 500)
      #expect(answer["X-B"] == nil)
    }
    #expect(log.lines.contains { $0.level == .error })
  }

  @Test func cutsAStreamThatBreaksOff() async throws {
    struct Fault: Error {}
    try await withServer { _ in
      .stream(status: 200, headers: []) { writer in
        try await writer.write(Array("half".utf8))
        throw Fault()
      }
    } _: { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      let text = await client.readToEnd()
      #expect(!text.hasSuffix("0\r\n\r\n"), "the end of a complete reply")
    }
  }
}
