import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

/// What may be spent on an upstream.
@Suite(.timeLimit(.minutes(1)))
struct SpendCapTests {
  private let spending = UnkeptSpending()
  private let clock = ManualClock()

  /// An upstream that charges a unit for a token that comes back, and nothing for those sent.
  private func fixture(
    _ client: any ModelClient, perDay: Double? = nil, perMonth: Double? = nil
  ) -> EngineFixture {
    var main = EngineFixture.upstream("main", client)
    main.price = TokenPrice(
      inputPerMillion: 0, outputPerMillion: 1_000_000, currency: "USD")
    main.caps = SpendCaps(
      perDay: perDay.map { Nanos(units: $0) }, perMonth: perMonth.map { Nanos(units: $0) })
    let purse = UpstreamPurse(store: spending, clock: clock)
    return EngineFixture(
      upstreams: [main, EngineFixture.upstream("other", FakeModel(saying: "Other."))],
      guards: UpstreamGuards(purse: purse)
    ) { $0.budget.reply = 100 }
  }

  private func spent(_ period: String? = nil) async throws -> Double {
    try await spending.spent(on: "main", during: period ?? clock.now.day).units
  }

  @Test func whatIsSpentIsWhatTheUpstreamReports() async throws {
    let usage = Usage(inputTokens: 5, outputTokens: 30)
    let model = FakeModel(usage: usage) { _ in [.text("Hi."), .finish(.stop)] }
    let reply = try await fixture(model, perDay: 1000).ask("hello")
    #expect(try await spent() == 30)
    #expect(
      reply.trace.attempts.map(\.cost) == [
        ModelCost(amount: Nanos(units: 30), currency: "USD", isEstimated: false)
      ])
  }

  @Test func theCostOfEveryCallIsCountedForTheOwner() async throws {
    let usage = Usage(inputTokens: 5, outputTokens: 30)
    let model = FakeModel(usage: usage) { _ in [.text("Hi."), .finish(.stop)] }
    let fixture = fixture(model)
    let day = try await fixture.ask("hello").message.createdAt.day
    let entries = try await fixture.store.usage(of: .local, from: day, to: day)
    #expect(entries.map(\.upstream) == ["main", "main"])
    #expect(entries.map(\.figures.turns) == [1, 0] && entries[0].figures.inputTokens == 5)
    #expect(entries[1].figures.costs == ["USD": Nanos(units: 30)])
  }

  @Test func withoutAReportTheCostIsEstimated() async throws {
    let reply = try await fixture(FakeModel(saying: "Twelve bytes"), perDay: 1000).ask("hello")
    #expect(try await spent() == 3)
    #expect(reply.trace.attempts.first?.cost?.isEstimated == true)
  }

  @Test func aCallThatCouldPassTheCapIsNotMade() async throws {
    let model = FakeModel(usage: Usage(outputTokens: 60)) { _ in [.text("Hi."), .finish(.stop)] }
    let fixture = fixture(model, perDay: 150)
    #expect(try await fixture.ask("hello").message.upstream == "main")
    let reply = try await fixture.ask("hello")
    #expect(reply.message.upstream == "other")
    #expect(reply.trace.attempts.first?.error?.code == .spent)
    #expect(model.requests.count == 1)
    clock.advance(by: .seconds(86_400))
    #expect(try await fixture.ask("hello").message.upstream == "main")
  }

  @Test func monthsCountTheirDays() async throws {
    let model = FakeModel(usage: Usage(outputTokens: 60)) { _ in [.text("Hi."), .finish(.stop)] }
    let fixture = fixture(model, perMonth: 150)
    #expect(try await fixture.ask("hello").message.upstream == "main")
    clock.advance(by: .seconds(86_400))
    #expect(try await fixture.ask("hello").message.upstream == "other")
    clock.advance(by: .seconds(31 * 86_400))
    #expect(try await fixture.ask("hello").message.upstream == "main")
  }

  @Test func callsAtTheSameTimeCannotPassItTogether() async throws {
    let model = HeldModel()
    let fixture = fixture(model, perDay: 350)
    let turns = (1...8).map { _ in Task { try await fixture.ask("hello").message.upstream } }
    await model.entered.reached(3)
    model.release()
    var asked: [String?] = []
    for turn in turns { asked.append(try await turn.value) }
    #expect(try await spent() <= 350)
    #expect(asked.contains("other"))
  }

  @Test func whatWasRefusedCostsNothing() async throws {
    let model = ScriptedModel([.fail(ModelError(.failed, "busy", status: 503))])
    _ = try await fixture(model, perDay: 1000).ask("hello")
    #expect(try await spent() == 0)
  }
}
