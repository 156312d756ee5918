import ParleyServer
import Synchronization
import Testing

/// Clients that leave before their reply is complete.
@Suite(.timeLimit(.minutes(1))) struct LeavingClientTests {
  enum Manner: String, CaseIterable, Sendable {
    case closes
    case resets
    case halfCloses
  }

  /// Waits until its task is cancelled, and tells so.
  private static func untilCancelled(_ tell: AsyncStream<Void>.Continuation) async {
    await withTaskCancellationHandler {
      for await _ in AsyncStream<Void>.makeStream().stream {}
    } onCancel: {
      tell.finish()
    }
  }

  private func leave(_ client: inout RawClient?, _ manner: Manner) {
    switch manner {
    case .closes: client = nil
    case .halfCloses: client?.halfClose()
    case .resets:
      client?.resetOnClose()
      client = nil
    }
  }

  @Test(arguments: Manner.allCases)
  func cancelsTheHandlerWithinASecond(_ manner: Manner) async throws {
    let began = AsyncStream<Void>.makeStream()
    let cancelled = AsyncStream<Void>.makeStream()
    try await withServer { _ in
      began.continuation.finish()
      await Self.untilCancelled(cancelled.continuation)
      return .text("too late")
    } _: { server in
      var client: RawClient? = try await RawClient.connect(port: server.port)
      try await client?.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      for await _ in began.stream {}
      let start = ContinuousClock.now
      leave(&client, manner)
      for await _ in cancelled.stream {}
      #expect(.now - start < .seconds(1))
      await server.wait { $0.openConnections == 0 }
      #expect(server.counters.leftRequests == 1)
    }
  }

  @Test(arguments: Manner.allCases)
  func cancelsAStreamThatHasNothingToSay(_ manner: Manner) async throws {
    let cancelled = AsyncStream<Void>.makeStream()
    let lastWords = Mutex<(any Error)?>(nil)
    let isOver = AsyncStream<Void>.makeStream()
    try await withServer { _ in
      .stream(status: 200, headers: []) { writer in
        try await writer.write(Array("first".utf8))
        await Self.untilCancelled(cancelled.continuation)
        do {
          try await writer.write(Array("second".utf8))
        } catch {
          lastWords.withLock { $0 = error }
        }
        isOver.continuation.finish()
      }
    } _: { server in
      var client: RawClient? = try await RawClient.connect(port: server.port)
      try await client?.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = try await client?.read(until: "first")
      let start = ContinuousClock.now
      leave(&client, manner)
      for await _ in cancelled.stream {}
      #expect(.now - start < .seconds(1))
      for await _ in isOver.stream {}
      #expect(lastWords.withLock { $0 is ReaderLeft })
      await server.wait { $0.openConnections == 0 && $0.runningRequests == 0 }
    }
  }

  @Test func aWaitingWriteEndsWhenTheClientLeaves() async throws {
    let isOver = AsyncStream<Void>.makeStream()
    try await withServer { _ in
      .stream(status: 200, headers: []) { writer in
        defer { isOver.continuation.finish() }
        while true { try await writer.write([UInt8](repeating: 0x61, count: 100_000)) }
      }
    } _: { server in
      var client: RawClient? = try await RawClient.connect(port: server.port, receiveBuffer: 4_096)
      try await client?.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = try await client?.read(until: "aaa")
      await server.wait { $0.waitingWrites == 1 }
      client = nil
      for await _ in isOver.stream {}
      await server.wait { $0.openConnections == 0 && $0.waitingWrites == 0 }
    }
  }

  @Test func aQuickReplyStillReachesAClientThatHalfCloses() async throws {
    try await withServer(handler: echo) { server in
      for _ in 0..<20 {
        let client = try await RawClient.connect(port: server.port)
        try await client.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n")
        client.halfClose()
        #expect(await client.readToEnd().hasSuffix("GET /quick "))
      }
    }
  }
}
