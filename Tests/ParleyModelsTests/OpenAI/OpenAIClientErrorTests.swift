import ParleyDomain
import ParleyHTTPClient
import ParleyModels
import ParleyTestKit
import Testing

@Suite(.timeLimit(.minutes(1)))
struct OpenAIClientErrorTests {
  struct Refusal: Sendable {
    var status: Int
    var body: String
    var headers: [String] = []
    var code: ModelError.Code
    var words: String
  }

  @Test(arguments: [
    Refusal(
      status: 401, body: #"{"error":{"message":"Invalid API Key","code":401}}"#, code: .auth,
      words: "the upstream 'main' (127.0.0.1:"),
    Refusal(status: 403, body: "", code: .auth, words: "refused the key (403); check its api_key"),
    Refusal(
      status: 429, body: #"{"error":{"message":"slow down","type":"tokens"}}"#,
      headers: ["Retry-After: 2"], code: .rateLimited, words: "It said: slow down"),
    Refusal(
      status: 400, body: #"{"error":{"code":400,"type":"exceed_context_size_error","n_ctx":9}}"#,
      code: .contextTooSmall, words: "lower its context_tokens"),
    Refusal(
      status: 400,
      body: #"{"error":{"message":"litellm.ContextWindowExceededError: x","code":"400"}}"#,
      code: .contextTooSmall, words: "context"),
    Refusal(
      status: 400, body: #"{"error":"model 'x' not found"}"#, code: .rejected,
      words: "model 'x' not found"),
    Refusal(
      status: 404, body: "<!DOCTYPE html><p>nginx", code: .rejected, words: "an HTML page"),
    Refusal(
      status: 302, body: "", headers: ["Location: http://169.254.169.254/"], code: .rejected,
      words: "redirect (302)"),
    Refusal(
      status: 503, body: #"{"error":{"message":"Loading model","code":503}}"#, code: .failed,
      words: "Loading model"),
    Refusal(
      status: 500, body: "data: {\"error\":{\"message\":\"boom\"}}\n\n",
      headers: ["Content-Type: text/event-stream"], code: .failed, words: "It said: boom"),
    Refusal(
      status: 529, body: "Overloaded\r\n\u{1b}[31m", code: .failed, words: "Overloaded   [31m"),
  ])
  func refusalsAreExplained(refusal: Refusal) async throws {
    let server = try LoopbackServer { _ in
      [.response(refusal.status, refusal.body, headers: refusal.headers)]
    }
    let error = try #require(await ModelCaller(server).failure().error)
    #expect(error.code == refusal.code)
    #expect(error.status == refusal.status)
    #expect(error.description.contains(refusal.words))
    #expect(error.description.contains("'main'"))
    #expect(error.retryAfter == (refusal.headers.contains("Retry-After: 2") ? .seconds(2) : nil))
    #expect(server.requests.count == 1)
  }

  @Test("LiteLLM's proxy answers 500 to a request without a key", arguments: [nil, "sk-secret"])
  func aMissingKeyIsSuspected(key: String?) async throws {
    let server = try LoopbackServer { _ in
      [.response(500, "Internal Server Error", headers: ["Content-Type: text/plain"])]
    }
    let error = try #require(await ModelCaller(server, key: key).failure().error)
    #expect(error.description.contains("no api_key is set") == (key == nil))
    #expect(error.description.contains("It said: Internal Server Error"))
  }

  @Test func theKeyIsNeverRepeatedAndTheWordsAreCut() async throws {
    let key = "sk-canary"
    let body = String(repeating: "é", count: 245) + key + String(repeating: "x", count: 900)
    let server = try LoopbackServer { _ in [.response(401, body, headers: [])] }
    let error = try #require(await ModelCaller(server, key: key).failure().error)
    #expect(!error.description.contains("canary"))
    #expect(error.description.contains("é***xxxx"))
    #expect(error.description.utf8.count < 650)
  }

  @Test func aKeyWithALineBreakIsRefusedWithoutRepeatingIt() async throws {
    let error = try #require(
      await ModelCaller(url: "http://127.0.0.1:9/v1", key: "sk-\ncanary").failure().error)
    #expect(error.code == .rejected)
    #expect(error.description.contains("Authorization"))
    #expect(!error.description.contains("canary"))
  }

  @Test func unreachableUpstreamsAreNamed() async throws {
    let port = try ClosedPort()
    let refused = try await ModelCaller(url: "\(port.url)/v1").failure().error
    #expect(refused?.code == .unreachable)
    #expect(refused?.description.contains("127.0.0.1:\(port.number)") == true)
    let unknown = try await ModelCaller(url: "http://no-such-host.invalid/v1").failure().error
    #expect(unknown?.code == .unreachable)
    let invalid = try await ModelCaller(url: "ftp://x").failure().error
    #expect(invalid?.code == .rejected)
    #expect(invalid?.description.contains("base_url") == true)
  }

  @Test func timeoutsAreTold() async throws {
    let server = try LoopbackServer { _ in [.head(), .chunk(chunk("one")), .hang] }
    let timeouts = HTTPTimeouts(idle: .milliseconds(50))
    let (error, text) = try await ModelCaller(server, timeouts: timeouts).failure()
    #expect(error?.code == .timeout)
    #expect(error?.description.contains("idle") == true)
    #expect(text == "one")
  }

  static let brokenRests: [(rest: String, code: ModelError.Code)] = [
    ("data: {oops", .malformed),
    (#"data: {"error":{"message":"busy","code":503}}"#, .failed),
    (#"data: {"error":{"message":"slow","type":"rate_limit_error"}}"#, .rateLimited),
    (#"data: {"error":{"message":"x","code":"context_length_exceeded"}}"#, .contextTooSmall),
    (#"data: {"choices":[{"delta":{},"finish_reason":"error"}]}"#, .failed),
    ("data: " + String(repeating: "x", count: 1 << 21), .malformed),
    (": nothing more", .brokenOff),
  ]

  @Test(arguments: brokenRests)
  func textBeforeAFailureStays(rest: String, code: ModelError.Code) async throws {
    // In one piece, so that the failure is known before the text has been handed over.
    let server = try LoopbackServer { _ in
      [.head(), .chunk(chunk("one") + chunk("two") + rest + "\n\n"), .lastChunk]
    }
    let (error, text) = try await ModelCaller(server).failure()
    #expect(error?.code == code)
    #expect(error?.description.contains("'main'") == true)
    #expect(text == "onetwo")
  }

  @Test(arguments: [LoopbackServer.Step.close, .lastChunk])
  func aStreamCutInsideAChunkIsBrokenOff(ending: LoopbackServer.Step) async throws {
    let cut = chunk("one") + #"data: {"cho"#
    let server = try LoopbackServer { _ in [.head(), .chunk(cut), ending] }
    let (error, text) = try await ModelCaller(server).failure()
    #expect(error?.code == .brokenOff)
    #expect(text == "one")
  }

  @Test(arguments: [
    (["Content-Type: text/html"], "<!DOCTYPE html>"), (["Content-Type: text/html"], "Welcome"),
    (["Content-Type: application/json"], "<html>"), (["Content-Type: application/json"], "{}"),
    (["X: y"], ""), (["Content-Type: application/x-ndjson"], #"{"message":{"content":"x"}}"#),
  ])
  func successesThatAreNoneAreMalformed(headers: [String], body: String) async throws {
    for stream in [true, false] {
      let server = try LoopbackServer { _ in [.response(200, body, headers: headers)] }
      let error = try await ModelCaller(server).failure(stream: stream).error
      #expect(error?.code == .malformed)
      #expect(error?.description.contains("base_url") == true)
    }
  }
}
