import ParleyServer
import Synchronization
import Testing

/// Clients that are too slow.
struct ServerDeadlineTests {
  private func settings(_ change: (inout ServerDeadlines) -> Void) -> ServerSettings {
    var settings = ServerSettings.quick
    change(&settings.deadlines)
    return settings
  }

  /// Sends a byte now and then until the server closes the connection; returns how long that took.
  private func dribble(_ client: RawClient, every pause: Duration) async throws -> Duration {
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .seconds(10) {
      do {
        try await client.send("a")
        try await Task.sleep(for: pause)
      } catch { break }
    }
    return .now - start
  }

  @Test func cutsAHeadThatComesByteByByte() async throws {
    try await withServer(settings { $0.head = .milliseconds(400) }, handler: echo) { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send("GET / HTTP/1.1\r\nHost: ")
      let time = try await dribble(client, every: .milliseconds(50))
      #expect(time > .milliseconds(200) && time < .seconds(9), "\(time)")
      #expect(server.counters.lateConnections == 1)
    }
  }

  @Test func cutsASlowHeadOnAKeptConnection() async throws {
    let settings = settings {
      $0.head = .seconds(1)
      $0.idle = .seconds(30)
    }
    try await withServer(settings, handler: echo) { server in
      let client = try await RawClient.connect(port: server.port)
      #expect(try await client.get("/").status == 200)
      try await Task.sleep(for: .milliseconds(100))
      try await client.send("G")
      // Silent now: counted from its first byte, not from the last reply.
      let start = ContinuousClock.now
      #expect(await client.readToEnd() == "")
      #expect(.now - start < .seconds(5))
    }
  }

  @Test func cutsAConnectionThatStaysIdle() async throws {
    try await withServer(settings { $0.idle = .seconds(1) }, handler: echo) { server in
      let start = ContinuousClock.now
      let client = try await RawClient.connect(port: server.port)
      #expect(try await client.get("/").status == 200)
      #expect(await client.readToEnd() == "")
      #expect(.now - start > .milliseconds(900))
    }
  }

  @Test("H17: a body that stops is answered 408")
  func answersABodyThatStops() async throws {
    try await withServer(settings { $0.body = .milliseconds(300) }, handler: echo) { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send(
        "POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\nx-request-id: mine-1\r\n\r\n0123456789"
      )
      let text = await client.readToEnd()
      #expect(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\nDate: "))
      #expect(text.contains("\r\nConnection: close\r\n"))
      #expect(text.contains("\r\nx-request-id: mine-1\r\n"))
      #expect(server.counters.runningRequests == 0)
    }
  }

  @Test func letsABodyTakeItsTimeWhileItsRateIsFair() async throws {
    let settings = settings {
      $0.body = .milliseconds(600)
      $0.bodyBytesPerSecond = 10
    }
    try await withServer(settings, handler: echo) { server in
      let client = try await RawClient.connect(port: server.port)
      try await client.send("POST /fair HTTP/1.1\r\nHost: a\r\nContent-Length: 60\r\n\r\n")
      for _ in 0..<6 {
        try await client.send("0123456789")
        try await Task.sleep(for: .milliseconds(150))
      }
      #expect(try await client.reply().status == 200)
    }
  }

  @Test func cutsAReaderThatTakesNothing() async throws {
    let error = Mutex<(any Error)?>(nil)
    let written = Mutex(0)
    let isOver = AsyncStream<Void>.makeStream()
    try await withServer(settings { $0.stall = .milliseconds(400) }) { _ in
      .stream(status: 200, headers: []) { writer in
        do {
          while true {
            try await writer.write([UInt8](repeating: 0x61, count: 10_000))
            written.withLock { $0 += 10_000 }
          }
        } catch let fault {
          error.withLock { $0 = fault }
          isOver.continuation.finish()
          throw fault
        }
      }
    } _: { server in
      let client = try await RawClient.connect(port: server.port, receiveBuffer: 4_096)
      try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      for await _ in isOver.stream {}
      #expect(error.withLock { $0 is ReaderLeft })
      #expect(server.counters.lateConnections == 1)
    }
  }
}
