import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

/// Retries, the next upstream, and what stands between a turn and an upstream.
@Suite(.timeLimit(.minutes(1)))
struct UpstreamRetryTests {
  private let busy = ModelError(.failed, "busy", status: 503)
  private let time = SteppedTime()

  private func fixture(_ upstreams: [Upstream]) -> EngineFixture {
    EngineFixture(upstreams: upstreams, guards: UpstreamGuards(pacing: time.pacing))
  }

  private func upstream(
    _ name: String, _ client: any ModelClient, retries: Int = 2, context: Int = 8000
  ) -> Upstream {
    var upstream = EngineFixture.upstream(name, client, context: context)
    upstream.retries = RetryPolicy(most: retries, maxWait: .seconds(20))
    return upstream
  }

  @Test func failuresThatPassAreHidden() async throws {
    let model = ScriptedModel([.fail(busy), .fail(busy), .text("Hi.")])
    let reply = try await fixture([upstream("main", model)]).ask("hello")
    #expect(reply.message.content == "Hi.")
    #expect(reply.trace.attempts.map(\.cause) == [nil, .retry, .retry])
    #expect(reply.trace.attempts.map { $0.error?.status } == [503, 503, nil])
    #expect(time.slept == [.seconds(0.25), .seconds(0.5)])
  }

  @Test func anUpstreamIsAskedOnceAndAgainTwiceNotMore() async throws {
    let model = ScriptedModel(Array(repeating: .fail(busy), count: 9))
    await #expect(throws: TurnError.self) {
      try await fixture([upstream("main", model)]).ask("hello")
    }
    #expect(model.calls == 3)
  }

  @Test func waitsAsLongAsTold() async throws {
    let told = ModelError(.rateLimited, "slow down", status: 429, retryAfter: .seconds(2))
    let model = ScriptedModel([.fail(told), .text("Hi.")])
    _ = try await fixture([upstream("main", model)]).ask("hello")
    #expect(time.slept == [.seconds(2.25)])
  }

  @Test func whoAsksForTooLongIsPassedOverAndThenLeftInPeace() async throws {
    let told = ModelError(.rateLimited, "slow down", status: 429, retryAfter: .seconds(60))
    let model = ScriptedModel([.fail(told), .text("Back again.")])
    let fixture = fixture([
      upstream("main", model), upstream("other", FakeModel(saying: "Hi.")),
    ])
    for _ in 1...3 { #expect(try await fixture.ask("hello").message.upstream == "other") }
    #expect(model.calls == 1)
    #expect(time.slept.isEmpty)
    time.advance(by: .seconds(60))
    #expect(try await fixture.ask("hello").message.content == "Back again.")
  }

  @Test(arguments: [ModelError.Code.auth, .rejected, .malformed])
  func refusalsAreNotRepeated(code: ModelError.Code) async throws {
    let model = ScriptedModel([.fail(ModelError(code, "no"))])
    let other = FakeModel(saying: "Hi.")
    let reply = try await fixture([upstream("main", model), upstream("other", other)]).ask("hello")
    #expect(model.calls == 1)
    #expect(reply.trace.attempts.map(\.upstream) == ["main", "other"])
    #expect(reply.trace.attempts.map(\.cause) == [nil, .nextUpstream])
  }

  @Test func nothingIsRepeatedOnceTextHasGoneOut() async throws {
    let model = ScriptedModel([.textThenFail("Half", busy), .text("Whole.")])
    let other = FakeModel(saying: "Hi.")
    let fixture = fixture([upstream("main", model), upstream("other", other)])
    await #expect(throws: TurnError.self) { try await fixture.ask("hello") }
    #expect(model.calls == 1)
    #expect(other.requests.isEmpty)
    #expect(fixture.store.contents.messages.values.first?.last?.content == "Half")
  }

  @Test func afterFiveFailuresAnUpstreamIsLeftAloneUntilItAnswersAgain() async throws {
    let failures = Array(repeating: ScriptedModel.Reply.fail(busy), count: 5)
    let model = ScriptedModel(failures + [.fail(busy), .text("Back again."), .text("Still here.")])
    let fixture = fixture([
      upstream("main", model, retries: 0), upstream("other", FakeModel(saying: "Hi.")),
    ])
    for _ in 1...8 { _ = try await fixture.ask("hello") }
    #expect(model.calls == 5)
    let reply = try await fixture.ask("hello")
    #expect(reply.trace.attempts.first?.error?.code == .leftAlone)
    #expect(fixture.engine.guards.figures["main"]?.isLeftAlone == true)
    // One call tries after the pause; it fails, so the pause begins anew.
    time.advance(by: .seconds(30))
    for _ in 1...3 { _ = try await fixture.ask("hello") }
    #expect(model.calls == 6)
    time.advance(by: .seconds(30))
    #expect(try await fixture.ask("hello").message.content == "Back again.")
    #expect(try await fixture.ask("hello").message.content == "Still here.")
    #expect(
      fixture.engine.guards.figures["main"]?.calls == ["ok": 2, "upstream_failed": 6])
  }

  @Test func refusedRequestsDoNotOpenTheCircuit() async throws {
    let refused = ScriptedModel.Reply.fail(ModelError(.rejected, "no", status: 400))
    let model = ScriptedModel(Array(repeating: refused, count: 7))
    let fixture = fixture([
      upstream("main", model), upstream("other", FakeModel(saying: "Hi.")),
    ])
    for _ in 1...7 { _ = try await fixture.ask("hello") }
    #expect(model.calls == 7)
  }
}
