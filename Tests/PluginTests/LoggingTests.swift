import Logging
import ParleyPlugin
import Testing

struct LoggingTests {
  private func line(for message: String, redact: JSONValue = []) async throws -> JSONValue {
    let options: LoggingPlugin.Options = try JSONValue.object([
      "path": "logs/chat.jsonl", "redact": redact,
    ]).decoded()
    let plugin = LoggingPlugin(options: options)
    let reply = ReplyRecord(
      id: MessageID("m2"), text: "Hello.", finishReason: .stop, upstream: "main", model: "gpt",
      usage: Usage(inputTokens: 10, outputTokens: 2), citations: [], notices: [],
      duration: .milliseconds(120))
    let effects = try await plugin.postResponse(
      Exchange(turn: turn(message), reply: reply, injected: []), HostFixture())
    guard case .logLine("logs/chat.jsonl", let value)? = effects.first, effects.count == 1 else {
      throw PluginError("not one log line: \(effects)")
    }
    return value
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

  @Test(arguments: [
    ("write to ann@example.org, please", "write to [email], please"),
    ("call (207) 555-0142 now", "call [phone] now"),
    ("call +49 30 1234567.", "call [phone]."),
    ("ISBN 9780441172719 at $14.99 in 2026", "ISBN 9780441172719 at $14.99 in 2026"),
    ("as of 2026-09-30, not confirmed", "as of 2026-09-30, not confirmed"),
    ("call 2026-99-30", "call [phone]"),
    ("a@b and @home stay", "a@b and @home stay"),
    ("order HB-123456 for 2 books", "order HB-123456 for 2 books"),
  ])
  func blacksOutWhatIsPersonal(message: String, expected: String) async throws {
    let line = try await line(for: message, redact: ["email", "phone"])
    #expect(line["message"]?.string == expected)
  }

  @Test func blacksOutOnlyWhatItIsToldTo() async throws {
    let line = try await line(for: "ann@example.org 207 555 0142", redact: ["phone"])
    #expect(line["message"] == "ann@example.org [phone]")
  }
}
