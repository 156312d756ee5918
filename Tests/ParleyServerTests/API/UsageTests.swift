import ParleyDomain
import ParleyPlugin
import ParleyServer
import ParleyTestKit
import Testing

/// `GET /api/usage`
struct UsageTests {
  /// Three turns of two guests on two days, one of which first called an upstream that failed.
  private func fill(_ store: MemoryStore, _ owners: [OwnerID]) async throws {
    let turns = [
      (owners[0], "2026-10-31", 10, ["main": 2.0]),
      (owners[0], "2026-11-20", 20, ["main": 3.0, "other": 0.5]),
      (owners[1], "2026-11-20", 40, [:]),
    ]
    for (number, (owner, day, tokens, costs)) in turns.enumerated() {
      var reply = StoredMessage(
        id: MessageID("m\(number)"), chat: ChatID("c\(number)"), parent: nil, role: .assistant,
        content: "Hi.", status: .complete,
        createdAt: try #require(Timestamp("\(day)T12:00:00Z")))
      (reply.upstream, reply.model) = ("main", "gpt")
      reply.usage = Usage(
        inputTokens: tokens, outputTokens: 1, cachedTokens: 5, estimated: number == 2)
      try await store.finish(
        FinishedTurn(
          owner: owner, reply: reply, generation: GenerationID("g\(number)"), trace: .null,
          jobs: [],
          costs: costs.map { upstream, units in
            UpstreamCost(
              upstream: upstream,
              cost: ModelCost(amount: Nanos(units: units), currency: "USD", isEstimated: false))
          }))
    }
  }

  private let days = "/api/usage?from=2026-10-01&to=2026-11-30"

  @Test func operatorsSeeEverythingWithItsCost() async throws {
    let fixture = ApplicationFixture()
    try await fill(fixture.store, [.local, OwnerID("guest-a")])
    let json = await fixture.send("GET", days).json
    #expect(
      json["total"] == [
        "turns": 3, "estimated_turns": 1, "input_tokens": 70, "output_tokens": 3,
        "cached_tokens": 15, "costs": [["amount": 5.5, "currency": "USD"]],
      ])
    #expect(json["months"]?.array?.map { $0["month"] } == ["2026-10", "2026-11"])
    #expect(json["days"]?.array?.map { $0["turns"] } == [1, 2])
    let upstreams = try #require(json["upstreams"]?.array)
    #expect(Set(upstreams.map { $0["upstream"]?.string }) == ["main", "other"])
    let main = try #require(upstreams.first { $0["upstream"] == "main" })
    #expect(main["model"] == "gpt" && main["costs"]?.array?.first?["amount"]?.number == 5)
    let other = try #require(upstreams.first { $0["upstream"] == "other" })
    #expect(other["model"] == .null && other["turns"] == 0)
    let owners = json["owners"]?.array?.map { $0["owner"]?.string } ?? []
    #expect(Set(owners) == ["local", "guest-a"])
  }

  @Test func guestsSeeTheirOwnTokensAndNoCost() async throws {
    let fixture = ApplicationFixture { $0.mode = .guests }
    let first = await fixture.send("POST", "/api/chat", #"{"message": "hello"}"#)
    let cookie = String(try #require(first.header("Set-Cookie")).prefix { $0 != ";" })
    let owner = try #require(fixture.store.contents.chats.values.first?.owner)
    try await fill(fixture.store, [owner, OwnerID("guest-b")])
    let json = await fixture.send("GET", days, headers: [("Cookie", cookie)]).json
    #expect(json["total"]?["turns"] == 2 && json["total"]?["input_tokens"] == 30)
    #expect(json["upstreams"] == nil && json["owners"] == nil)
    #expect(json["total"]?["costs"] == nil)
    let stranger = await fixture.send("GET", days).json
    #expect(stranger["total"]?["turns"] == 0 && stranger["days"] == [])
  }

  @Test func withoutDaysItBeginsWithTheMonthBefore() async throws {
    let fixture = ApplicationFixture()
    _ = await fixture.send("POST", "/api/chat", #"{"message": "hello"}"#)
    let json = await fixture.send("GET", "/api/usage").json
    let today = fixture.clock.now.day
    #expect(json["to"]?.string == today)
    let from = try #require(json["from"]?.string)
    #expect(from.hasSuffix("-01") && from.prefix(7) < today.prefix(7))
    #expect(json["total"]?["turns"] == 1)
  }

  @Test(
    "H31: days that are none are refused",
    arguments: [
      "from=2026-02-30", "to=today", "from=2026-11-20T00", "from=2026-11-21&to=2026-11-20",
      "from=",
    ])
  func daysThatAreNoneAreRefused(_ query: String) async {
    let answer = await ApplicationFixture().send("GET", "/api/usage?\(query)")
    #expect(answer.status == 400 && answer.code == "invalid_query")
  }
}
