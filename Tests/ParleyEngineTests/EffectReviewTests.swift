import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

/// What a job may want done, seen through the jobs that run.
struct EffectReviewTests {
  private static let settings: JSONValue = [
    "url": "https://hooks.example.org/a", "secret": "a secret of sixteen",
    "headers": ["Authorization": "Bearer key"],
  ]

  /// Runs a turn whose job returns these effects, once.
  private func run(
    settings: JSONValue = settings, _ effects: @escaping @Sendable (Exchange) -> [Effect]
  ) async throws -> EngineFixture {
    let fixture = EngineFixture(plugins: [
      PluginEntry(
        name: "hook",
        plugin: ClosurePlugin(postResponse: { exchange, _ in effects(exchange) }),
        settings: settings)
    ])
    _ = try await fixture.ask("hello")
    try await JobRunner(engine: fixture.engine).runDue()
    return fixture
  }

  @Test func aDeliveryKeepsPlacesInTheSettingsInsteadOfSecrets() async throws {
    let fixture = try await run { exchange in
      [
        .deliver(
          Delivery(
            url: "https://hooks.example.org/a", body: ["reply": .string(exchange.reply.text)],
            headers: ["Authorization": "Bearer key", "X-Kind": "turn"],
            secret: "a secret of sixteen"))
      ]
    }
    let job = try #require(fixture.store.contents.jobs.first)
    #expect(
      fixture.store.contents.deliveries == [
        OutgoingDelivery(
          id: "msg_\(job.id)_1", chat: job.chat, plugin: "hook", address: JSONPointer("/url"),
          headers: [
            "Authorization": .setting(JSONPointer("/headers/Authorization")),
            "X-Kind": .written("turn"),
          ], secret: JSONPointer("/secret"), body: ["reply": "Hi."], dueAt: fixture.clock.now)
      ])
    #expect(fixture.store.contents.effects.isEmpty)
  }

  @Test(arguments: [
    Delivery(url: "https://elsewhere.example.org", body: 1),
    Delivery(url: "https://hooks.example.org/a/..", body: 1),
    Delivery(url: "a secret of sixteen", body: 1),
    Delivery(url: "https://hooks.example.org/a", body: 1, secret: "another"),
    Delivery(url: "https://hooks.example.org/a", body: 1, headers: ["webhook-ID": "forged"]),
    Delivery(url: "https://hooks.example.org/a", body: 1, headers: ["Host": "internal"]),
    Delivery(
      url: "https://hooks.example.org/a", body: .string(String(repeating: "a", count: 5 << 20))),
  ])
  func otherAddressesSecretsAndHeadersAreRefused(delivery: Delivery) async throws {
    let fixture = try await run { _ in [.finding(kind: "f", value: 1), .deliver(delivery)] }
    #expect(fixture.store.contents.deliveries.isEmpty)
    #expect(fixture.store.contents.effects.isEmpty)
    #expect(fixture.store.contents.jobs.map(\.status) == [.waiting])
    let told = try #require(fixture.log.lines.last?.fields["error"]?.string)
    #expect(told.hasPrefix("it wants") || told.contains("the limit is"))
    #expect(!told.contains("elsewhere") && !told.contains("another"))
  }

  @Test func anAnnotationIsTheRepliesNoticeUnderThePluginsName() async throws {
    let fixture = try await run { _ in
      let notice = Notice(code: "unsure", message: "Check it.", plugin: "forged")
      return [.annotation(Annotation(notice, range: 0..<2))]
    }
    let reply = try #require(fixture.store.contents.messages.values.first?.last)
    #expect(
      reply.notices == [
        Notice(code: "unsure", message: "Check it.", plugin: "hook", range: 0..<2)
      ])
  }

  @Test func summariesRestOnMessagesOfTheChatAndMemoriesOnTheOwnersWords() async throws {
    let memory = Memory(text: "likes Le Guin", importance: 0.5, confidence: 1)
    let good = try await run { exchange in
      [
        .summary(text: "s", covers: [exchange.turn.message.id]),
        .memory(memory, evidence: [exchange.turn.message.id]),
        .observation(Observation(message: exchange.turn.message.id, importance: 3)),
        .reflection(over: [exchange.turn.message.id]),
      ]
    }
    #expect(good.store.contents.effects.count == 4)
    let foreign = MessageID("foreign")
    let refused: [@Sendable (Exchange) -> Effect] = [
      { _ in .summary(text: "s", covers: [foreign]) },
      { _ in .memory(memory, evidence: [foreign]) },
      { .memory(memory, evidence: [$0.reply.id]) },
      { .observation(Observation(message: $0.reply.id, importance: 3)) },
      { _ in .reflection(over: [foreign]) },
    ]
    for effect in refused {
      let fixture = try await run { [effect($0)] }
      #expect(fixture.store.contents.effects.isEmpty)
    }
  }

  @Test(arguments: [
    Effect.annotation(Annotation(Notice(code: "c", message: long))),
    .summary(text: long, covers: []),
    .memory(Memory(text: long, importance: 1, confidence: 1), evidence: []),
    .finding(kind: "f", value: ["a": [.string(tooLong)]]),
    .logLine(file: "a.jsonl", value: .string(tooLong)),
  ])
  func whatIsTooLongIsRefused(effect: Effect) async throws {
    let fixture = try await run { _ in [effect] }
    #expect(fixture.store.contents.effects.isEmpty)
    #expect(fixture.store.contents.jobs.map(\.status) == [.waiting])
  }

  private static let long = String(repeating: "a", count: 70_000)
  private static let tooLong = String(repeating: "a", count: 5 << 20)

  @Test func aFloodOfEffectsIsRefused() async throws {
    let fixture = try await run { _ in
      (0..<201).map { .finding(kind: "f", value: .integer($0)) }
    }
    #expect(fixture.store.contents.effects.isEmpty)
  }
}
