import Logging
import ParleyPlugin
import Testing

struct LoggingTests {
  private func line(for message: String, redact: JSONValue = []) async throws -> JSONValue {
    try await logged(message, ["redact": redact]).value
  }

  private func logged(
    _ message: String, _ settings: [String: JSONValue] = [:]
  ) async throws -> (value: JSONValue, rotation: LogRotation?) {
    let standard: [String: JSONValue] = [
      "path": "logs/chat.jsonl", "redact": [], "daily": false, "keep": 10,
    ]
    let options: LoggingPlugin.Options = try JSONValue.object(
      standard.merging(settings) { $1 }
    ).decoded()
    let plugin = LoggingPlugin(options: options)
    let reply = ReplyRecord(
      id: MessageID("m2"), text: "Hello.", finishReason: .stop, upstream: "main", model: "gpt",
      usage: Usage(inputTokens: 10, outputTokens: 2), citations: [], notices: [],
      duration: .milliseconds(120))
    let effects = try await plugin.postResponse(
      Exchange(turn: turn(message), reply: reply, injected: []), HostFixture())
    guard case .logLine("logs/chat.jsonl", let value, let rotation)? = effects.first,
      effects.count == 1
    else { throw PluginError("not one log line: \(effects)") }
    return (value, rotation)
  }

  @Test func writesOneLineForATurn() async throws {
    let line = try await line(for: "Hi")
    #expect(line["message"] == "Hi")
    #expect(line["reply"] == "Hello.")
    #expect(line["persona"] == "clerk")
    #expect(line["ts"] == "1970-01-01T00:00:00.000Z")
    #expect(line["duration_ms"] == 120)
    #expect(line["input_tokens"] == 10)
  }

  @Test func blacksOutOnlyWhatItIsToldTo() async throws {
    let line = try await line(for: "ann@example.org 207 555 0142", redact: ["phone"])
    #expect(line["message"] == "ann@example.org [phone]")
  }

  @Test func theFileMakesWayAsTheSettingsSay() async throws {
    #expect(try await logged("Hi").rotation == nil)
    #expect(
      try await logged("Hi", ["max_size": "64MiB", "keep": 3]).rotation
        == LogRotation(largest: ByteSize(bytes: 64 << 20), kept: 3))
    #expect(
      try await logged("Hi", ["daily": true]).rotation == LogRotation(isDaily: true, kept: 10))
  }
}
