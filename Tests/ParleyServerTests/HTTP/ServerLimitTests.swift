import ParleyServer
import ParleyTestKit
import Synchronization
import Testing

/// What is too much for the server.
@Suite(.timeLimit(.minutes(1))) struct ServerLimitTests {
  private func settings(_ change: (inout ServerLimits) -> Void) -> ServerSettings {
    var settings = ServerSettings.quick
    change(&settings.limits)
    return settings
  }

  @Test func takesABodyOfExactlyTheLimit() async throws {
    try await withServer {
      .text("\($0.body.count)")
    } _: { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n")
      try await client.send([UInt8](repeating: 0x61, count: 1 << 20))
      #expect(try await client.reply().body == "1048576")
    }
  }

  private let larger = LargerBody(method: "POST", path: "/import", bytes: 3 << 20)

  private func head(_ target: String, _ method: String = "POST", length: Int) -> String {
    "\(method) \(target) HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
  }

  @Test func aRouteMayTakeLargerBodiesThanOthers() async throws {
    try await withServer(settings { $0.largerBodies = [larger] }) {
      .text("\($0.body.count)")
    } _: { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send(head("/import?a=b", length: 3 << 20))
      try await client.send([UInt8](repeating: 0x61, count: 3 << 20))
      #expect(try await client.reply().body == "\(3 << 20)")
      for (target, method, length) in [
        ("/import", "POST", 3 << 20 + 1), ("/import", "PUT", 1 << 20 + 1),
        ("/import/", "POST", 1 << 20 + 1), ("/other", "POST", 1 << 20 + 1),
      ] {
        let client = try await RawClient.connect(port: server.port)
        try await client.send(head(target, method, length: length))
        let text = await client.readToEnd()
        #expect(text.hasPrefix("HTTP/1.1 413 "), "\(method) \(target): \(text.prefix(80))")
      }
    }
  }

  /// What waits for the rest of a large body keeps other large ones out, and no small ones.
  @Test func largerBodiesAreCountedApart() async throws {
    let limits = settings {
      $0.largerBodies = [larger]
      $0.largerBodiesTogether = 4 << 20
      $0.bodiesTogether = 2 << 20
    }
    try await withServer(limits) {
      .text("\($0.body.count)")
    } _: { server in
      let first = try await RawClient.connect(port: server.port)
      try await first.send(head("/import", length: 3 << 20))
      try await first.send([UInt8](repeating: 0x61, count: 1))
      await server.wait { $0.runningRequests == 1 }
      let second = try await RawClient.connect(port: server.port)
      try await second.send(head("/import", length: 2 << 20))
      #expect(await second.readToEnd().hasPrefix("HTTP/1.1 503 "))
      let small = try await RawClient.connect(port: server.port)
      try await small.send(head("/other", length: 1 << 20))
      try await small.send([UInt8](repeating: 0x61, count: 1 << 20))
      #expect(try await small.reply().body == "\(1 << 20)")
      try await first.send([UInt8](repeating: 0x61, count: 3 << 20 - 1))
      #expect(try await first.reply().body == "\(3 << 20)")
      // Its room is free again.
      await server.wait { $0.runningRequests == 0 }
      let third = try await RawClient.connect(port: server.port)
      try await third.send(head("/import", length: 2 << 20))
      try await third.send([UInt8](repeating: 0x61, count: 2 << 20))
      #expect(try await third.reply().body == "\(2 << 20)")
    }
  }

  @Test(
    "H16: a body over the limit is refused",
    arguments: ["Content-Length: 1048577", "Transfer-Encoding: chunked"])
  func refusesABodyThatIsOneByteTooLong(_ framing: String) async throws {
    let wasAsked = Mutex(false)
    try await withServer { _ in
      wasAsked.withLock { $0 = true }
      return .text("")
    } _: { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send("POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
      if framing.hasPrefix("T") { try await client.send("100001\r\n") }
      // The client writes everything before it reads, and still learns what was wrong.
      try await client.send([UInt8](repeating: 0x61, count: 1 << 20 + 1))
      try? await client.send("\r\n0\r\n\r\n")
      let text = await client.readToEnd()
      #expect(text.hasPrefix("HTTP/1.1 413 Content Too Large\r\n"), "\(text.prefix(80))")
      #expect(text.contains("1048576 bytes"))
      #expect(!wasAsked.withLock { $0 })
    }
  }

  @Test func answers503WhenTooManyRequestsRun() async throws {
    let gate = Turnstile()
    try await withServer(settings { $0.runningRequests = 1 }) { _ in
      await gate.wait()
      return .text("done")
    } _: { server in
      let first = try await RawClient.connect(port: server.port)
      try await first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      await gate.arrival()
      let second = try await RawClient.connect(port: server.port)
      let reply = try await second.get("/")
      #expect(reply.status == 503)
      #expect(reply["Retry-After"] == "1")
      gate.open()
      #expect(try await first.reply().body == "done")
    }
  }

  @Test func bodiesTogetherAreBounded() async throws {
    let settings = settings { $0.bodiesTogether = 1_000 }
    try await withServer(settings, handler: echo) { server in
      let first = try await RawClient.connect(port: server.port)
      try await first.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nabc")
      let second = try await RawClient.connect(port: server.port)
      let third = try await RawClient.connect(port: server.port)
      await server.wait { $0.runningRequests == 1 }
      try await second.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200\r\n\r\n")
      #expect(try await second.reply().status == 503)
      try await third.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
      try await third.send("c8\r\n\(String(repeating: "a", count: 200))\r\n")
      #expect(await third.readToEnd().hasPrefix("HTTP/1.1 503 "))
    }
  }

  @Test func turnsAwayWhatIsOverTheLimitOfConnections() async throws {
    try await withServer(settings { $0.connections = 2 }, handler: echo) { server in
      let kept = [
        try await RawClient.connect(port: server.port),
        try await RawClient.connect(port: server.port),
      ]
      for client in kept { #expect(try await client.get("/").status == 200) }
      let extra = try await RawClient.connect(port: server.port)
      #expect(await extra.readToEnd().hasPrefix("HTTP/1.1 503 "))
      #expect(try await kept[0].get("/").status == 200)
      #expect(server.counters.refusedConnections == 1)
      kept[0].leave()
      await server.wait { $0.openConnections == 1 }
      let next = try await RawClient.connect(port: server.port)
      #expect(try await next.get("/").status == 200)
    }
  }

  @Test func turnsAwayWhatIsOverTheLimitOfAnAddress() async throws {
    try await withServer(settings { $0.connectionsPerAddress = 1 }, handler: echo) { server in
      let kept = try await RawClient.connect(port: server.port)
      #expect(try await kept.get("/").status == 200)
      let extra = try await RawClient.connect(port: server.port)
      #expect(await extra.readToEnd().hasPrefix("HTTP/1.1 429 "))
    }
  }

  @Test func aSlowReaderHoldsNoMoreThanItsBuffer() async throws {
    let most = Mutex(0)
    try await withServer { request in
      guard request.path == "/slow" else { return .text("quick") }
      return .stream(status: 200, headers: []) { writer in
        for _ in 0..<2_000 {
          try await writer.write([UInt8](repeating: 0x61, count: 10_000))
          most.withLock { $0 += 10_000 }
        }
      }
    } _: { server in
      let slow = try await RawClient.connect(port: server.port, receiveBuffer: 4_096)
      try await slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
      await server.wait { $0.waitingWrites == 1 }
      let other = try await RawClient.connect(port: server.port)
      for _ in 0..<20 { #expect(try await other.get("/").body == "quick") }
      // What the kernel takes (a few MiB at most) comes on top of our own buffer.
      #expect(most.withLock { $0 } < 10_000_000)
    }
  }

  @Test func aThousandIdleConnectionsDoNotMatter() async throws {
    try await withServer(handler: echo) { server in
      var idle: [RawClient] = []
      for _ in 0..<1_000 { idle.append(try await RawClient.connect(port: server.port)) }
      await server.wait { $0.openConnections == 1_000 }
      #expect(try await idle[500].get("/x").status == 200)
      let fresh = try await RawClient.connect(port: server.port)
      let start = ContinuousClock.now
      #expect(try await fresh.get("/y").status == 200)
      #expect(.now - start < .seconds(1))
    }
  }
}
