import ParleyDomain
import ParleyHTTPClient
import ParleyModels
import ParleyPlugin
import ParleyTestKit
import Testing

/// Every fault that the fake upstream knows, in every protocol.
@Suite(.timeLimit(.minutes(5)))
struct UpstreamFaultTests {
  private static let interfaces: [UpstreamEndpoint.Interface] = [.chat, .completions, .messages]

  private func caller(
    _ upstream: FakeUpstream, _ model: String, _ interface: UpstreamEndpoint.Interface = .chat,
    timeouts: HTTPTimeouts = HTTPTimeouts()
  ) throws -> ModelCaller {
    var endpoint = UpstreamEndpoint(
      name: "main", baseURL: upstream.baseURL, model: model, timeouts: timeouts)
    endpoint.interface = interface
    return try ModelCaller(endpoint)
  }

  @Test(arguments: interfaces, [true, false])
  func eachEndsInAReplyOrInAnErrorThatNamesTheUpstream(
    interface: UpstreamEndpoint.Interface, streams: Bool
  ) async throws {
    let upstream = try FakeUpstream(keepsRequests: false)
    let timeouts = HTTPTimeouts(
      firstByte: .milliseconds(200), idle: .milliseconds(200), total: .milliseconds(400))
    for fault in UpstreamFault.all {
      let model = fault.name == "huge-line" ? "huge-line-4" : fault.name
      do {
        let caller = try caller(upstream, model, interface, timeouts: timeouts)
        #expect(!(try await caller.reply(stream: streams).events.isEmpty), "\(fault.name)")
      } catch let error as ModelError {
        #expect(error.description.contains("'main'"), "\(fault.name): \(error)")
      }
      // A busy machine may give up before the upstream has read the call.
      #expect(upstream.callCounts[model] ?? 0 <= 1, "\(fault.name) was called again")
    }
  }

  @Test(arguments: interfaces)
  func repliesAreWhatTheNameSays(interface: UpstreamEndpoint.Interface) async throws {
    let upstream = try FakeUpstream()
    for streams in [true, false] {
      let reply = try await caller(upstream, "ok-15", interface).reply(stream: streams)
      let text = reply.events.map { if case .text(let text) = $0 { text } else { "?" } }.joined()
      #expect(text == " We have this book in the shop and it costs 12 dollars. We have")
      #expect(reply.completion.usage?.outputTokens == 15)
    }
  }

  @Test func tokensKeepTheirPace() async throws {
    let upstream = try FakeUpstream()
    let start = ContinuousClock.now
    _ = try await caller(upstream, "ok-6-50").reply(stream: true)
    #expect(.now - start >= .milliseconds(100))
  }

  @Test(arguments: ["hang", "slow-head-60000", "endless"])
  func whoeverLeavesIsSeenToGo(model: String) async throws {
    let upstream = try FakeUpstream()
    let caller = try caller(upstream, model)
    let task = Task { try await caller.reply(stream: true) }
    await upstream.server.requestsReceived.reached()
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    await upstream.server.departures.reached()
    #expect(upstream.server.departures.count == 1)
  }

  @Test func faultsThatPassBeginAnewForEveryName() async throws {
    let upstream = try FakeUpstream()
    for name in ["503-2@a", "503-2@b"] {
      for _ in 1...2 {
        #expect(try await caller(upstream, name).failure().error?.status == 503)
      }
      #expect(!(try await caller(upstream, name).reply(stream: true).events.isEmpty))
      #expect(upstream.callCounts[name] == 3)
    }
  }

  static let refusals: [(model: String, code: ModelError.Code, mayPass: Bool)] = [
    ("llama.cpp-loading", .failed, true), ("llama.cpp-context", .contextTooSmall, false),
    ("llama.cpp-key", .auth, false), ("litellm-no-key", .failed, true),
    ("litellm-wrong-key", .auth, false), ("litellm-context", .contextTooSmall, false),
    ("litellm-refused", .failed, true), ("litellm-limit", .rateLimited, true),
    ("ollama-model", .rejected, false), ("groq-limit", .rateLimited, true),
    ("openai-overloaded", .failed, true), ("fastapi", .rejected, false),
    ("error-as-stream", .failed, true), ("429-quota", .rateLimited, false),
    ("429-no-retry", .rateLimited, false), ("498", .rateLimited, true), ("529", .failed, true),
  ]

  @Test(arguments: refusals)
  func refusalsOfRealServersAreUnderstood(
    model: String, code: ModelError.Code, mayPass: Bool
  ) async throws {
    let upstream = try FakeUpstream()
    let error = try await caller(upstream, model).failure().error
    #expect(error?.code == code)
    #expect(error?.mayPass == mayPass)
  }

  @Test(arguments: ProviderTranscript.all)
  func streamsOfRealServersArriveWhole(transcript: ProviderTranscript) async throws {
    let upstream = try LoopbackServer { _ in [.head(), .chunk(transcript.stream), .lastChunk] }
    let reply = try await ModelCaller(upstream).reply(stream: true)
    let text = reply.events.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    #expect(text == transcript.text)
  }

  @Test func promptsAreRefusedByTheirLength() async throws {
    let upstream = try FakeUpstream()
    for interface in Self.interfaces {
      let error = try await caller(upstream, "context", interface).failure().error
      #expect(error?.code == .contextTooSmall)
      #expect(
        !(try await caller(upstream, "context-5000", interface).reply(stream: true).events.isEmpty))
    }
  }

  @Test func oneCallInSoManyOfAMixedOneGoesWrong() async throws {
    let upstream = try FakeUpstream()
    let caller = try caller(upstream, "mixed-2")
    for _ in 1...2 {
      #expect(!(try await caller.reply(stream: true).events.isEmpty))
      #expect(await caller.failure().error != nil)
    }
  }

  @Test func namesAreDistinctAndUnknownOnesAreRefused() async throws {
    #expect(Set(UpstreamFault.all.map(\.name)).count == UpstreamFault.all.count)
    let upstream = try FakeUpstream()
    for name in ["nonsense", "ok-", "ok-x", "ok--1", ""] {
      #expect(try await caller(upstream, name).failure().error?.status == 404, "\(name)")
    }
  }
}
