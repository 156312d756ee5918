import ParleyServer
import Synchronization
import Testing

/// How the server ends.
struct ServerStopTests {
  @Test("H47: a server that ends closes its connections with their last reply")
  func letsARunningRequestEndAndTakesNoNewConnection() async throws {
    let gate = Turnstile()
    let server = try HTTPServer.start(.quick, log: .silent) { request in
      await gate.wait()
      return .text("draining: \(request.isDraining)")
    }
    let client = try await RawClient.connect(port: server.port)
    try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    await gate.arrival()
    async let stopped: Void = server.stop(within: .seconds(10))
    while !server.isDraining { await Task.yield() }
    await #expect(throws: RawClient.Failure.self) {
      while true { _ = try await RawClient.connect(port: server.port) }
    }
    gate.open()
    let reply = try await client.reply()
    #expect(reply.body == "draining: true")
    #expect(reply["Connection"] == "close")
    await stopped
    #expect(server.counters.openConnections == 0)
  }

  @Test func answersOnAnOpenConnectionWhileItDrains() async throws {
    let gate = Turnstile()
    let server = try HTTPServer.start(.quick, log: .silent) { request in
      if request.path == "/wait" { await gate.wait() }
      return .text("", status: request.isDraining ? 503 : 200)
    }
    let prober = try await RawClient.connect(port: server.port)
    #expect(try await prober.get("/readyz").status == 200)
    let client = try await RawClient.connect(port: server.port)
    try await client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
    await gate.arrival()
    async let stopped: Void = server.stop(within: .seconds(10))
    while !server.isDraining { await Task.yield() }
    #expect(try await prober.get("/readyz").status == 503)
    gate.open()
    await stopped
  }

  @Test func cancelsWhatDoesNotEndAndSendsItsLastWords() async throws {
    let server = try HTTPServer.start(.quick, log: .silent) { _ in
      .stream(status: 200, headers: []) { writer in
        try await writer.write(Array("first ".utf8))
        try? await Task.sleep(for: .seconds(60))
        try await writer.write(Array("interrupted \(writer.isDraining)".utf8))
      }
    }
    let client = try await RawClient.connect(port: server.port)
    try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try await client.read(until: "first ")
    let start = ContinuousClock.now
    await server.stop(within: .milliseconds(200))
    #expect(.now - start < .seconds(5))
    #expect(await client.readToEnd().contains("interrupted true\r\n0\r\n\r\n"))
  }

  @Test func endsEvenWhenAHandlerIgnoresItsCancellation() async throws {
    let gate = Turnstile()
    let release = AsyncStream<Void>.makeStream()
    let server = try HTTPServer.start(.quick, log: .silent) { _ in
      async let waiting: Void = gate.wait()
      await Task.detached { for await _ in release.stream {} }.value
      await waiting
      return .text("late")
    }
    let client = try await RawClient.connect(port: server.port)
    try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    await gate.arrival()
    await server.stop(within: .zero)
    #expect(await client.readToEnd() == "")
    gate.open()
    release.continuation.finish()
  }

  @Test func endsWithManyParkedStreams() async throws {
    let server = try HTTPServer.start(.quick, log: .silent) { _ in
      .stream(status: 200, headers: []) { writer in
        try await writer.write(Array("first".utf8))
        try await Task.sleep(for: .seconds(60))
      }
    }
    var clients: [RawClient] = []
    for _ in 0..<100 {
      let client = try await RawClient.connect(port: server.port)
      try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      clients.append(client)
    }
    for client in clients { _ = try await client.read(until: "first") }
    async let first: Void = server.stop(within: .zero)
    async let second: Void = server.stop(within: .zero)
    await first
    await second
    for client in clients { _ = await client.readToEnd() }
    #expect(server.counters.openConnections == 0)
  }
}
