import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

struct JobRunnerTests {
  @Test func aPostResponseHookRunsAsAJobAndSeesTheWholeTurn() async throws {
    let seen = Mutex<Exchange?>(nil)
    let fixture = EngineFixture(
      plugins: [
        bookInjector,
        PluginEntry(
          name: "log",
          plugin: ClosurePlugin(postResponse: { exchange, _ in
            seen.withLock { $0 = exchange }
            return [.logLine(file: "chat.jsonl", value: ["reply": .string(exchange.reply.text)])]
          })),
      ], upstreams: [EngineFixture.upstream("main", FakeModel(saying: "Dune it is [1]."))],
      records: [book("dune", "Dune")])
    _ = try await fixture.ask("about dune")
    #expect(fixture.store.contents.jobs.map(\.plugin) == ["log"])
    #expect(try await JobRunner(engine: fixture.engine).runDue() == 1)

    let exchange = try #require(seen.withLock { $0 })
    #expect(exchange.turn.message.text == "about dune")
    #expect(exchange.reply.text == "Dune it is [1].")
    #expect(exchange.reply.citations.map(\.title) == ["Dune"])
    #expect(exchange.injected.map(\.index) == [1])
    #expect(
      fixture.store.contents.effects
        == [.logLine(file: "chat.jsonl", value: ["reply": "Dune it is [1]."])])
    #expect(fixture.store.contents.jobs.map(\.status) == [.done])
  }

  @Test func jobsOfSeveralRepliesRunTogetherAndThoseOfOneInOrder() async throws {
    let order = Mutex<[MessageID: [String]]>([:])
    let waiting = EventCounter()
    let plugins = ["first", "second"].map { name in
      PluginEntry(
        name: name,
        plugin: ClosurePlugin(postResponse: { exchange, _ in
          order.withLock { $0[exchange.reply.id, default: []].append(name) }
          // Nobody goes on before both replies have come this far.
          waiting.signal()
          if name == "first" { await waiting.reached(2) }
          return []
        }))
    }
    let fixture = EngineFixture(plugins: plugins)
    _ = try await fixture.ask("hello")
    _ = try await fixture.ask("hello again")
    #expect(try await JobRunner(engine: fixture.engine).runDue() == 4)
    #expect(order.withLock { Array($0.values) } == [["first", "second"], ["first", "second"]])
  }

  @Test func aFailingJobIsTriedFiveTimesAndThenDead() async throws {
    let calls = Atomic(0)
    let fixture = EngineFixture(plugins: [
      PluginEntry(
        name: "log",
        plugin: ClosurePlugin(postResponse: { _, _ in
          calls.add(1, ordering: .relaxed)
          throw PluginError("disk on fire")
        }))
    ])
    _ = try await fixture.ask("hello")
    let runner = JobRunner(engine: fixture.engine)
    for _ in 0..<8 {
      try await runner.runDue()
      fixture.clock.advance(by: .seconds(3600))
    }
    #expect(calls.load(ordering: .relaxed) == 5)
    #expect(fixture.store.contents.jobs.map(\.status) == [.dead])
    #expect(fixture.store.contents.effects.isEmpty)
    #expect(fixture.log.lines.last?.message == "a job is dead after 5 tries")
  }

  @Test func aStoppedTurnHasItsJobsToo() async throws {
    let fixture = EngineFixture(
      plugins: [PluginEntry(name: "log", plugin: ClosurePlugin(postResponse: { _, _ in [] }))],
      upstreams: [
        EngineFixture.upstream(
          "main", FakeModel { _ in [.fail(ModelError(.unreachable, "down"))] })
      ])
    await #expect(throws: TurnError.self) { try await fixture.ask("hello") }
    #expect(fixture.store.contents.jobs.count == 1)
    #expect(try await JobRunner(engine: fixture.engine).runDue() == 1)
    #expect(fixture.store.contents.jobs.map(\.status) == [.done])
  }
}
