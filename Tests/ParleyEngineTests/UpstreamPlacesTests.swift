import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

/// How many calls of one upstream run at a time.
@Suite(.timeLimit(.minutes(1)))
struct UpstreamPlacesTests {
  private let entered = EventCounter()
  private let model = HeldModel()

  private func fixture(maxWait: Duration, _ pacing: Pacing = .real) -> EngineFixture {
    var main = EngineFixture.upstream("main", model)
    main.mostCalls = 1
    main.retries = RetryPolicy(most: 0, maxWait: maxWait)
    return EngineFixture(
      upstreams: [main, EngineFixture.upstream("other", FakeModel(saying: "Other."))],
      guards: UpstreamGuards(pacing: pacing))
  }

  private func waiting(_ fixture: EngineFixture, _ count: Int) async {
    while fixture.engine.guards.figures["main"]?.waiting != count { await Task.yield() }
  }

  @Test func callsWaitForTheirTurn() async throws {
    let fixture = fixture(maxWait: .seconds(600))
    let first = Task { try await fixture.ask("hello") }
    await model.entered.reached()
    let second = Task { try await fixture.ask("hello") }
    await waiting(fixture, 1)
    #expect(model.entered.count == 1)
    model.release()
    #expect(try await first.value.message.upstream == "main")
    #expect(try await second.value.message.upstream == "main")
    #expect(fixture.engine.guards.figures["main"]?.running == 0)
  }

  @Test func whoWaitsTooLongTakesTheNextUpstream() async throws {
    let time = SteppedTime()
    let fixture = fixture(maxWait: .seconds(20), time.pacing)
    let first = Task { try await fixture.ask("hello") }
    await model.entered.reached()
    let reply = try await fixture.ask("hello")
    #expect(reply.message.upstream == "other")
    #expect(reply.trace.attempts.first?.error?.code == .busy)
    #expect(time.slept == [.seconds(20)])
    model.release()
    #expect(try await first.value.message.upstream == "main")
  }

  @Test func theQueueIsBounded() async throws {
    let fixture = fixture(maxWait: .seconds(600))
    let first = Task { try await fixture.ask("hello") }
    await model.entered.reached()
    let others = (1...8).map { _ in Task { try await fixture.ask("hello") } }
    await waiting(fixture, 8)
    #expect(try await fixture.ask("hello").message.upstream == "other")
    model.release()
    for task in [first] + others { #expect(try await task.value.message.upstream == "main") }
  }

  @Test func whoGivesUpWaitingLeavesTheQueue() async throws {
    let fixture = fixture(maxWait: .seconds(600))
    let first = Task { try await fixture.ask("hello") }
    await model.entered.reached()
    let second = Task { try await fixture.ask("hello") }
    await waiting(fixture, 1)
    second.cancel()
    #expect(try await second.value.message.status == .stopped)
    #expect(fixture.engine.guards.figures["main"]?.waiting == 0)
    model.release()
    _ = try await first.value
  }
}
