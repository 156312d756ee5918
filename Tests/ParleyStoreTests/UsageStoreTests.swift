import ParleyDomain
import ParleyPlugin
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct UsageStoreTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  /// Stores a turn whose reply used so many tokens.
  private func store(
    _ name: String, _ tokens: Int, costs: [UpstreamCost] = [], in store: SQLiteChatStore
  ) async throws {
    let turn = StoreFixture.turn(name, in: StoreFixture.chat(name))
    _ = try await store.begin(turn)
    var finished = StoreFixture.finish(turn)
    finished.reply.upstream = "main"
    finished.reply.model = "gpt"
    finished.reply.usage = Usage(inputTokens: tokens, outputTokens: 2, cachedTokens: 1)
    finished.costs = costs
    try await store.finish(finished)
  }

  private func cost(_ upstream: String, _ nanos: Int64) -> UpstreamCost {
    UpstreamCost(
      upstream: upstream,
      cost: ModelCost(amount: Nanos(count: nanos), currency: "EUR", isEstimated: false))
  }

  private func total(_ store: SQLiteChatStore) async throws -> UsageFigures {
    var total = UsageFigures()
    for entry in try await store.usage(of: .local, from: "0000-01-01", to: "9999-12-31") {
      total += entry.figures
    }
    return total
  }

  @Test func turnsAreCountedWithTheirCostsAndSurviveTheirChats() async throws {
    let store = try await fixture.open()
    try await self.store("a", 10, costs: [cost("main", 7), cost("other", 2)], in: store)
    try await self.store("b", 20, costs: [cost("main", 5)], in: store)
    #expect(try await store.delete(ChatID("a"), owner: .local))
    let entries = try await store.usage(of: nil, from: "1970-01-01", to: "1970-01-01")
    #expect(
      Set(entries) == [
        UsageEntry(
          owner: .local, day: "1970-01-01", upstream: "main", model: "gpt",
          figures: UsageFigures(turns: 2, inputTokens: 30, outputTokens: 4, cachedTokens: 2)),
        UsageEntry(
          owner: .local, day: "1970-01-01", upstream: "main", model: "gpt",
          figures: UsageFigures(costs: ["EUR": Nanos(count: 12)])),
        UsageEntry(
          owner: .local, day: "1970-01-01", upstream: "other", model: nil,
          figures: UsageFigures(costs: ["EUR": Nanos(count: 2)])),
      ])
    #expect(try await store.usage(of: OwnerID("b"), from: "1970-01-01", to: "2100-01-01") == [])
    #expect(try await store.usage(of: nil, from: "1970-01-02", to: "2100-01-01") == [])
    await store.close()
  }

  @Test func numbersBeyondReasonLoseNoReply() async throws {
    let store = try await fixture.open()
    for name in ["a", "b", "c", "d", "e"] {
      try await self.store(name, .max, costs: [cost("main", .max)], in: store)
    }
    let total = try await total(store)
    #expect(total.turns == 5 && total.inputTokens >= 1 << 61)
    #expect(total.costs["EUR"].map { $0 > Nanos(count: 1 << 60) } == true)
    await store.close()
  }
}
