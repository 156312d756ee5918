import ParleyDomain
import ParleyHTTPClient
import ParleyJSON
import ParleyModels
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct OpenAIClientTests {
  @Test func asksAsTheProtocolSays() async throws {
    let server = try LoopbackServer { _ in [.head(), .chunk(ProviderStreams.liteLLM), .lastChunk] }
    let caller = try ModelCaller(
      server, base: "/v1/", key: "sk-1", parameters: ["temperature": 0.3, "model": "no", "n": nil])
    let reply = try await caller.reply(stream: true)
    #expect(reply.events == [.text("The"), .text(" blue")])
    #expect(reply.completion.usage == Usage(inputTokens: 8, outputTokens: 15))
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.target == "/v1/chat/completions")
    #expect(request[header: "authorization"] == "Bearer sk-1")
    #expect(request[header: "user-agent"] == "Parley/1.2.3")
    #expect(request[header: "content-type"] == "application/json")
    #expect(
      try JSONParser.parse(request.body) == [
        "model": "asked-for", "stream": true, "max_tokens": 50, "temperature": 0.3,
        "stream_options": ["include_usage": true],
        "messages": [
          ["role": "system", "content": "Be kind."], ["role": "user", "content": "Grüße 🎈"],
        ],
      ])
  }

  @Test func parametersNameAndLowerTheReplyLimit() async throws {
    let server = try LoopbackServer { _ in
      [.response(200, #"{"choices":[{"message":{"content":"x"}}]}"#)]
    }
    for parameters: [String: JSONValue] in [
      ["max_completion_tokens": 20], ["max_tokens": 90], ["max_tokens": nil],
    ] {
      let reply = try await ModelCaller(server, parameters: parameters).reply(stream: false)
      #expect(reply.events == [.text("x")])
    }
    let bodies = try server.requests.map { try JSONParser.parse($0.body) }
    #expect(bodies.map { $0["max_completion_tokens"] } == [20, nil, nil])
    #expect(bodies.map { $0["max_tokens"] } == [nil, 50, nil])
    #expect(bodies.allSatisfy { $0["stream"] == false && $0["stream_options"] == nil })
  }

  @Test func handsTextOverAsItComesAndWaitsForTheConsumer() async throws {
    let next = EventCounter()
    let server = try LoopbackServer { _ in
      [
        .head(), .chunk(chunk("one")), .wait(for: next), .chunk(chunk("two")),
        .chunk("data: [DONE]\n\n"), .lastChunk,
      ]
    }
    let busy = Atomic(false)
    let seen = Mutex<[ModelEvent]>([])
    _ = try await ModelCaller(server).call { event in
      let wasBusy = busy.exchange(true, ordering: .relaxed)
      #expect(!wasBusy)
      seen.withLock { $0.append(event) }
      next.signal()
      await Task.yield()
      busy.store(false, ordering: .relaxed)
    }
    #expect(seen.withLock { $0 } == [.text("one"), .text("two")])
  }

  @Test func charactersSurviveEverySplit() async throws {
    let bytes = Array((chunk("Grüße 🎈") + "data: [DONE]\n\n").utf8)
    let server = try LoopbackServer { _ in [.head()] + bytes.map { .chunk([$0]) } + [.lastChunk] }
    #expect(try await ModelCaller(server).reply(stream: true).events == [.text("Grüße 🎈")])
  }

  @Test func aWholeReplyToARequestForAStreamCounts() async throws {
    let body = #"{"model":"m","choices":[{"message":{"content":"x"},"finish_reason":"length"}]}"#
    for header in ["Content-Type: application/json", "X-None: 1"] {
      let server = try LoopbackServer { _ in [.response(200, body, headers: [header])] }
      let reply = try await ModelCaller(server).reply(stream: true)
      #expect(reply.events == [.text("x")])
      #expect(reply.completion == ModelCompletion(finishReason: .length, model: "m", usage: nil))
    }
  }

  @Test func aStreamWithoutContentTypeIsRecognised() async throws {
    let bytes = Array((": hi\n\n" + chunk("x") + "data: [DONE]\n\n").utf8)
    let server = try LoopbackServer { _ in
      [.head(headers: ["X: y"])] + bytes.map { .chunk([$0]) } + [.lastChunk]
    }
    #expect(try await ModelCaller(server).reply(stream: true).events == [.text("x")])
  }

  @Test func asksOnceMoreWithoutTheUsageOptionAndRemembersThat() async throws {
    let server = try LoopbackServer { request in
      request.text.contains("stream_options")
        ? [.response(400, #"{"error":{"message":"unknown field stream_options"}}"#)]
        : [.head(), .chunk(chunk("x")), .chunk("data: [DONE]\n\n"), .lastChunk]
    }
    let caller = try ModelCaller(server)
    #expect(try await caller.reply(stream: true).events == [.text("x")])
    #expect(try await caller.reply(stream: true).events == [.text("x")])
    #expect(server.requests.count == 3)
  }

  @Test func connectionsAreUsedAgainAfterDone() async throws {
    let server = try LoopbackServer { _ in [.head(), .onlyChunk(ProviderStreams.liteLLM)] }
    let caller = try ModelCaller(server)
    for _ in 1...3 { _ = try await caller.reply(stream: true) }
    #expect(server.connectionsOpened.count == 1)
  }

  @Test func aFinishedReplyNeedsNoOrderlyEnd() async throws {
    let finish = #"data: {"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]}"# + "\n\n"
    for ending in [LoopbackServer.Step.reset, .close, .lastChunk] {
      let server = try LoopbackServer { _ in [.head(), .chunk(finish), ending] }
      let completion = try await ModelCaller(server).call { _ in }
      #expect(completion.finishReason == .stop)
    }
  }

  @Test func cancellingClosesTheConnection() async throws {
    let server = try LoopbackServer { _ in [.head(), .chunk(chunk("x")), .hang] }
    let caller = try ModelCaller(server)
    let reading = EventCounter()
    let task = Task { try await caller.call { _ in reading.signal() } }
    await reading.reached()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await server.connectionsClosed.reached()
  }

  @Test func aConsumerThatThrowsClosesTheConnection() async throws {
    struct Enough: Error {}
    let server = try LoopbackServer { _ in [.head(), .chunk(chunk("x")), .hang] }
    await #expect(throws: Enough.self) {
      try await ModelCaller(server).call { _ in throw Enough() }
    }
    await server.connectionsClosed.reached()
  }

  @Test func anEndlessReplyIsCut() async throws {
    let piece = chunk(String(repeating: "x", count: 10_000))
    let server = try LoopbackServer { _ in
      [.head()] + Array(repeating: .chunk(piece), count: 200) + [.hang]
    }
    let reply = try await ModelCaller(server).reply(stream: true)
    #expect(reply.completion.finishReason == .length)
    #expect((1 << 20...1 << 20 + 10_000).contains(reply.events.count * 10_000))
    await server.connectionsClosed.reached()
  }
}

/// One chunk of a stream that says this text.
func chunk(_ text: String) -> String {
  "data: {\"choices\":[{\"delta\":{\"content\":\"\(text)\"}}]}\n\n"
}

/// Calls a loopback server as a model.
struct ModelCaller {
  private struct FixedClock: WallClock {
    let now = Timestamp(milliseconds: 784_111_777_000)
  }

  private let client: any ModelClient

  init(
    url: String, key: String? = nil, parameters: [String: JSONValue] = [:],
    timeouts: HTTPTimeouts = HTTPTimeouts()
  ) throws {
    try self.init(
      UpstreamEndpoint(
        name: "main", baseURL: url, apiKey: key, model: "asked-for", parameters: parameters,
        timeouts: timeouts))
  }

  init(_ endpoint: UpstreamEndpoint) throws {
    let (http, clock) = (try HTTPClient(), FixedClock())
    client =
      endpoint.interface == .messages
      ? AnthropicClient(endpoint, http: http, clock: clock, version: "1.2.3")
      : OpenAIClient(endpoint, http: http, clock: clock, version: "1.2.3")
  }

  init(
    _ server: LoopbackServer, base: String = "/v1", key: String? = nil,
    parameters: [String: JSONValue] = [:], timeouts: HTTPTimeouts = HTTPTimeouts()
  ) throws {
    try self.init(url: server.url + base, key: key, parameters: parameters, timeouts: timeouts)
  }

  func call(
    _ messages: [ModelMessage] = [
      ModelMessage(role: .system, content: "Be kind."),
      ModelMessage(role: .user, content: "Grüße 🎈"),
    ], stream: Bool = true, onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion {
    try await client.generate(
      ModelRequest(messages: messages, replyTokens: 50, stream: stream), onEvent: onEvent)
  }

  func reply(stream: Bool) async throws -> (events: [ModelEvent], completion: ModelCompletion) {
    let events = Mutex<[ModelEvent]>([])
    let completion = try await call(stream: stream) { event in
      events.withLock { $0.append(event) }
    }
    return (events.withLock { $0 }, completion)
  }

  /// The error of a call that must fail, and the text that came before it.
  func failure(stream: Bool = true) async -> (error: ModelError?, text: String) {
    let text = Mutex("")
    let error = await #expect(throws: ModelError.self) {
      try await call(stream: stream) { event in
        if case .text(let more) = event { text.withLock { $0 += more } }
      }
    }
    return (error, text.withLock { $0 })
  }
}
