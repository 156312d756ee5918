import ParleyDomain
import ParleyHTTPClient
import ParleyJSON
import ParleyModels
import ParleyPlugin
import ParleyTestKit
import Testing

@Suite(.timeLimit(.minutes(1)))
struct AnthropicClientTests {
  private func endpoint(_ url: String) -> UpstreamEndpoint {
    var endpoint = UpstreamEndpoint(name: "main", baseURL: url, apiKey: "sk-1", model: "asked-for")
    endpoint.interface = .messages
    endpoint.keyHeader = .xAPIKey
    return endpoint
  }

  private func server(_ transcript: ProviderTranscript = .greeting) throws -> LoopbackServer {
    try LoopbackServer { _ in [.head(), .chunk(transcript.stream), .lastChunk] }
  }

  /// What is sent for these messages.
  private func body(
    _ messages: [ModelMessage], change: (inout UpstreamEndpoint) -> Void = { _ in }
  ) async throws -> JSONValue {
    let server = try server()
    var endpoint = endpoint(server.url)
    change(&endpoint)
    _ = try await ModelCaller(endpoint).call(messages) { _ in }
    return try JSONParser.parse(try #require(server.requests.first).body)
  }

  @Test(arguments: ["", "/", "/v1", "/v1/"])
  func asksAsTheProtocolSays(base: String) async throws {
    let server = try server()
    let reply = try await ModelCaller(endpoint(server.url + base)).reply(stream: true)
    #expect(reply.events == [.text("Grüße, "), .text("日本 🎈")])
    #expect(reply.completion == ProviderTranscript.greeting.completion)
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.target == "/v1/messages")
    #expect(request[header: "x-api-key"] == "sk-1")
    #expect(request[header: "authorization"] == nil)
    #expect(request[header: "anthropic-version"] == "2023-06-01")
    #expect(request[header: "user-agent"] == "Parley/1.2.3")
    #expect(
      try JSONParser.parse(request.body) == [
        "model": "asked-for", "stream": true, "max_tokens": 50, "system": "Be kind.",
        "messages": [["role": "user", "content": "Grüße 🎈"]],
      ])
  }

  @Test func headersOfTheConfigurationComeFirst() async throws {
    let server = try server()
    var endpoint = endpoint(server.url)
    endpoint.headers = ["Anthropic-Version": "2030-01-01"]
    endpoint.keyHeader = .bearer
    _ = try await ModelCaller(endpoint).call { _ in }
    let request = try #require(server.requests.first)
    #expect(
      request.headers.filter { $0.name.lowercased() == "anthropic-version" }.map(\.value)
        == ["2030-01-01"])
    #expect(request[header: "authorization"] == "Bearer sk-1")
    #expect(request[header: "x-api-key"] == nil)
  }

  @Test func rolesTakeTurnsAndNothingIsEmpty() async throws {
    let body = try await body([
      ModelMessage(role: .system, content: "One."), ModelMessage(role: .system, content: "Two."),
      ModelMessage(role: .assistant, content: "Hello!"),
      ModelMessage(role: .user, content: "A"), ModelMessage(role: .assistant, content: " \n"),
      ModelMessage(role: .user, content: "B"), ModelMessage(role: .assistant, content: "C"),
      ModelMessage(role: .system, content: "Records."), ModelMessage(role: .user, content: "D"),
    ])
    #expect(body["system"] == "One.\n\nTwo.")
    #expect(
      body["messages"] == [
        ["role": "user", "content": "…"], ["role": "assistant", "content": "Hello!"],
        ["role": "user", "content": "A\n\nB"], ["role": "assistant", "content": "C"],
        ["role": "user", "content": "Records.\n\nD"],
      ])
  }

  @Test func parametersTakeTheProtocolsForm() async throws {
    let body = try await body([ModelMessage(role: .user, content: "A")]) {
      $0.parameters = [
        "stop": "END", "temperature": 0.3, "top_k": nil, "max_tokens": 30,
        "thinking": ["type": "enabled", "budget_tokens": 1024],
      ]
      $0.dropped = ["temperature"]
    }
    #expect(body["stop_sequences"] == ["END"])
    #expect(body["max_tokens"] == 1054)
    for absent in ["stop", "temperature", "top_k", "system"] { #expect(body[absent] == nil) }
    let open = try await self.body([ModelMessage(role: .user, content: "A")]) {
      $0.parameters = ["stop": ["x", "y"], "max_tokens": nil]
    }
    #expect(open["stop_sequences"] == ["x", "y"])
    let cached = try await self.body([ModelMessage(role: .system, content: "One.")]) {
      $0.parameters = ["cache_control": ["type": "ephemeral"]]
    }
    #expect(cached["cache_control"] == nil)
    #expect(
      cached["system"] == [
        ["type": "text", "text": "One.", "cache_control": ["type": "ephemeral"]]
      ])
    #expect(open["max_tokens"] == 50)
  }

  @Test func aWholeReplyIsReadToo() async throws {
    let upstream = try FakeUpstream()
    var endpoint = endpoint(upstream.server.url)
    endpoint.model = "ok-3"
    let reply = try await ModelCaller(endpoint).reply(stream: false)
    #expect(reply.events == [.text(" We have this")])
    #expect(reply.completion.usage?.outputTokens == 3)
    #expect(reply.completion.finishReason == .stop)
  }

  struct Refusal: Sendable {
    var status: Int
    var type: String
    var message: String
    var code: ModelError.Code
    var mayPass: Bool
  }

  @Test(arguments: [
    Refusal(
      status: 529, type: "overloaded_error", message: "Overloaded", code: .failed, mayPass: true),
    Refusal(
      status: 401, type: "authentication_error", message: "invalid x-api-key", code: .auth,
      mayPass: false),
    Refusal(
      status: 403, type: "permission_error", message: "not for you", code: .auth, mayPass: false),
    Refusal(
      status: 402, type: "billing_error", message: "pay", code: .rateLimited, mayPass: false),
    Refusal(
      status: 400, type: "invalid_request_error",
      message: "Your credit balance is too low to access the Anthropic API.", code: .rateLimited,
      mayPass: false),
    Refusal(
      status: 429, type: "rate_limit_error", message: "slow down", code: .rateLimited,
      mayPass: true),
    Refusal(
      status: 429, type: "rate_limit_error", message: "enforced_spend_limit_reached",
      code: .rateLimited, mayPass: false),
    Refusal(
      status: 404, type: "not_found_error", message: "model: asked-for", code: .rejected,
      mayPass: false),
    Refusal(
      status: 413, type: "request_too_large", message: "too large", code: .rejected,
      mayPass: false),
    Refusal(
      status: 400, type: "invalid_request_error",
      message: "prompt is too long: 207791 tokens > 200000 maximum", code: .contextTooSmall,
      mayPass: false),
    Refusal(
      status: 504, type: "timeout_error", message: "timed out", code: .failed, mayPass: true),
  ])
  func refusalsMeanWhatTheProtocolSays(refusal: Refusal) async throws {
    let body =
      #"{"type":"error","error":{"type":"\#(refusal.type)","message":"\#(refusal.message)"},"#
      + #""request_id":"req_1"}"#
    let server = try LoopbackServer { _ in [.response(refusal.status, body)] }
    let error = try #require(await ModelCaller(endpoint(server.url)).failure().error)
    #expect(error.code == refusal.code)
    #expect(error.mayPass == refusal.mayPass)
    #expect(error.status == refusal.status)
    #expect(error.description.contains(refusal.message))
    #expect(server.requests.count == 1)
  }

  @Test(arguments: [
    ("prompt is too long: 207791 tokens > 200000 maximum", 207_791),
    (
      "input length and `max_tokens` exceed context limit: 178959 + 64000 > 200000, decrease "
        + "input length or `max_tokens` and try again", 178_959
    ),
  ])
  func tooLongAPromptTellsWhatFits(message: String, prompt: Int) async throws {
    let body =
      #"{"type":"error","error":{"type":"invalid_request_error","message":"\#(message)"}}"#
    let server = try LoopbackServer { _ in [.response(400, body)] }
    let error = try #require(await ModelCaller(endpoint(server.url)).failure().error)
    #expect(error.code == .contextTooSmall)
    #expect(error.context == .init(contextTokens: 200_000, promptTokens: prompt))
  }

  @Test(arguments: [("error-in-stream", ModelError.Code.failed), ("no-done", .brokenOff)])
  func textBeforeAFailureStays(model: String, code: ModelError.Code) async throws {
    let upstream = try FakeUpstream()
    var endpoint = endpoint(upstream.baseURL)
    endpoint.model = model
    let (error, text) = try await ModelCaller(endpoint).failure()
    #expect(error?.code == code)
    #expect(text.hasPrefix(" We have"))
  }

  @Test func aPageInsteadOfMessagesIsTold() async throws {
    let server = try LoopbackServer { _ in
      [.response(200, "<!DOCTYPE html>", headers: ["Content-Type: text/html"])]
    }
    let error = try #require(await ModelCaller(endpoint(server.url)).failure().error)
    #expect(error.code == .malformed)
    #expect(error.description.contains("does not answer with Anthropic's messages"))
  }

  @Test(arguments: [
    (200, #"{"type":"model","id":"m-20250929","max_input_tokens":9000}"#, "fine", "9000 tokens"),
    (200, #"{"type":"model","id":"m","max_input_tokens":0}"#, "fine", "has the model"),
    (200, #"{"type":"model","id":"m","max_input_tokens":4000}"#, "doubtful", "4000 tokens"),
    (404, #"{"error":{"type":"not_found_error","message":"model: x"}}"#, "wrong", "knows no model"),
    (404, "<html>", "doubtful", "lists no models"),
    (401, #"{"error":{"type":"authentication_error","message":"x"}}"#, "wrong", "api_key"),
  ])
  func theProbeAsksForTheModelItself(
    status: Int, body: String, kind: String, words: String
  ) async throws {
    let server = try LoopbackServer { _ in [.response(status, body)] }
    let probe = try UpstreamProbe(
      endpoint(server.url), http: HTTPClient(), clock: ManualClock(), version: "1.2.3")
    let found = "\(await probe.run(contextTokens: 8192))"
    #expect(found.hasPrefix(kind))
    #expect(found.contains(words), "\(found)")
    #expect(server.requests.first?.target == "/v1/models/asked-for")
    #expect(server.requests.first?[header: "anthropic-version"] != nil)
  }
}
