import ParleyPlugin
import ParleyTestKit
import Testing

@testable import ParleyServer

/// Clients that do not speak HTTP/1.1 to the plain port.
struct UnreadableConnectionsTests {
  struct Greeting: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var status: String?
    var testDescription: String { name }
  }

  /// The beginning of a TLS client's hello; with a line feed in its random bytes, and without.
  private static func hello(_ random: UInt8) -> [UInt8] {
    [0x16, 0x03, 0x01, 0x00, 0xC8, 0x01, 0x00, 0x00, 0xC4, 0x03, 0x03]
      + [UInt8](repeating: random, count: 190)
  }

  static let greetings: [Greeting] = [
    Greeting(name: "HTTP/0.9", bytes: Array("GET /\r\n".utf8), status: "400"),
    Greeting(
      name: "HTTP/2 preface", bytes: Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8), status: "505"),
    Greeting(name: "TLS with a line feed", bytes: hello(0x0A), status: nil),
    Greeting(name: "TLS without a line feed", bytes: hello(0x42), status: nil),
    Greeting(name: "another protocol", bytes: Array("SSH-2.0-Client\r\n".utf8), status: nil),
  ]

  @Test("H8: other protocols are closed, told once, and harm nobody", arguments: greetings)
  func otherProtocolsAreClosed(_ greeting: Greeting) async throws {
    let log = RecordingLog()
    var settings = ServerSettings.quick
    settings.deadlines.head = .seconds(1)
    try await withServer(settings, log: log, handler: echo) { server in
      var clients: [RawClient] = []
      for _ in 0..<3 {
        let client = try await RawClient.connect(port: server.port)
        try await client.send(greeting.bytes)
        clients.append(client)
      }
      for client in clients {
        let text = await client.readToEnd()
        if let status = greeting.status { #expect(text.hasPrefix("HTTP/1.1 \(status) ")) }
        #expect(greeting.status != nil || text.isEmpty)
      }
      let client = try await RawClient.connect(port: server.port)
      #expect(try await client.get("/still").status == 200)
    }
    let lines = log.lines.filter { $0.level == .warning }
    #expect(lines.count == 1)
    #expect(lines.first?.fields["last_client"]?.string == "127.0.0.1")
    #expect(lines.first?.message.contains("TLS") == true)
  }

  @Test func aConnectionThatSaysNothingIsNotTold() async throws {
    let log = RecordingLog()
    var settings = ServerSettings.quick
    settings.deadlines.head = .milliseconds(100)
    try await withServer(settings, log: log, handler: echo) { server in
      let silent = try await RawClient.connect(port: server.port)
      #expect(await silent.readToEnd() == "")
    }
    try await withServer(log: log, handler: echo) { server in
      let refused = try await RawClient.connect(port: server.port)
      try await refused.send("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(await refused.readToEnd().hasPrefix("HTTP/1.1 400 "))
    }
    #expect(!log.lines.contains { $0.level == .warning })
  }

  @Test func theLineComesOnceAMinuteWithWhatHasComeSince() {
    let log = RecordingLog()
    let connections = UnreadableConnections(log: log)
    let start = ContinuousClock.now
    for second in [0, 1, 59, 60, 61, 121] {
      connections.add(
        from: .tcp(address: "192.0.2.\(second)", isLoopback: false), at: start + .seconds(second))
    }
    #expect(log.lines.map { $0.fields["connections"]?.integer } == [1, 3, 2])
  }
}
