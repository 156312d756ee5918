import ParleyServer
import Synchronization
import Testing

/// Many streams that pause at random: none may miss its wake-up, and none may keep others waiting.
struct ManyStreamsTests {
  private static func pieces(_ random: inout SystemRandomNumberGenerator) -> [Int] {
    (0..<40).map { _ in Int.random(in: 0...5, using: &random) }
  }

  @Test func everyStreamIsCompleteAndOthersAreServed() async throws {
    try await withServer { request in
      guard request.path == "/stream" else { return .text("quick") }
      return .stream(status: 200, headers: []) { writer in
        var random = SystemRandomNumberGenerator()
        for (number, pause) in Self.pieces(&random).enumerated() {
          // Short pauses fall into the moments in which the connection goes to sleep.
          if pause > 3 { try await Task.sleep(for: .milliseconds(pause)) }
          if pause > 1 { await Task.yield() }
          try await writer.write(Array("<\(number)>".utf8))
        }
      }
    } _: { server in
      let expected = (0..<40).map { "<\($0)>" }.joined()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<200 {
          group.addTask {
            let client = try await RawClient.connect(port: server.port)
            for _ in 0..<3 {
              try await client.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n")
              let text = try await client.read(until: "\r\n0\r\n\r\n")
              #expect(Self.dechunked(text) == expected)
            }
          }
        }
        group.addTask {
          let client = try await RawClient.connect(port: server.port)
          var slowest = Duration.zero
          for _ in 0..<100 {
            let start = ContinuousClock.now
            _ = try await client.get("/quick")
            slowest = max(slowest, .now - start)
          }
          #expect(slowest < .seconds(1), "\(slowest)")
        }
        try await group.waitForAll()
      }
      #expect(server.counters.leftRequests == 0)
    }
  }

  /// A write of its own for each byte, while the reader's side drains and sleeps all the time.
  @Test func writesRacingWithSleepAreNeverLost() async throws {
    try await withServer { _ in
      .stream(status: 200, headers: []) { writer in
        for _ in 0..<20_000 { try await writer.write([0x61]) }
      }
    } _: { server in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<8 {
          group.addTask {
            let client = try await RawClient.connect(port: server.port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            var count = 0
            var tail: [UInt8] = []
            while !tail.elementsEqual("0\r\n\r\n".utf8) {
              let piece = try await client.read()
              if piece.isEmpty { break }
              count += piece.count { $0 == 0x61 }
              tail = Array((tail + piece).suffix(5))
            }
            return count
          }
        }
        // The head and the lengths of chunks contain the letter as well.
        for try await count in group { #expect(count >= 20_000) }
      }
    }
  }

  /// The body of a chunked reply whose pieces hold no line breaks.
  private static func dechunked(_ text: String) -> String {
    guard let body = text.split(separator: "\r\n\r\n", maxSplits: 1).last else { return "" }
    let lines = body.split(separator: "\r\n", omittingEmptySubsequences: false)
    return lines.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }.joined()
  }
}
