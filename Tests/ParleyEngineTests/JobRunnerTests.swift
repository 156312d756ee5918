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

  @Test func aJobThatHangsHoldsUpNoOtherChat() async throws {
    let (begun, released, logged) = (EventCounter(), EventCounter(), EventCounter())
    let fixture = EngineFixture(plugins: [
      PluginEntry(
        name: "log",
        plugin: ClosurePlugin(postResponse: { _, _ in
          logged.signal()
          return []
        })),
      PluginEntry(
        name: "judge",
        plugin: ClosurePlugin(postResponse: { exchange, _ in
          guard exchange.turn.message.text == "hang" else { return [] }
          begun.signal()
          await released.reached()
          return []
        }), timeout: .seconds(600)),
    ])
    let loop = JobLoop()
    let generations = LiveGenerations(engine: fixture.engine, jobs: loop)
    let done = EventCounter()
    let running = Task {
      await loop.run(with: generations, log: fixture.log, onRun: { done.signal() })
    }
    _ = try await fixture.ask("hang")
    loop.wake()
    await begun.reached()
    for number in 1...3 {
      _ = try await fixture.ask("hello \(number)")
      loop.wake()
      await done.reached(number)
    }
    #expect(logged.count == 4)
    #expect(fixture.store.contents.jobs.filter { $0.status == .running }.map(\.plugin) == ["judge"])
    released.signal()
    await done.reached(4)
    #expect(fixture.store.contents.jobs.allSatisfy { $0.status == .done })
    running.cancel()
    await running.value
  }

  @Test func jobsOfOnePluginForOneChatRunAsTheRepliesCame() async throws {
    let (begun, released) = (EventCounter(), EventCounter())
    let order = Mutex<[String]>([])
    let fixture = EngineFixture(plugins: [
      PluginEntry(
        name: "log",
        plugin: ClosurePlugin(postResponse: { exchange, _ in
          begun.signal()
          if exchange.turn.message.text == "first" { await released.reached() }
          order.withLock { $0.append(exchange.turn.message.text) }
          return []
        }), timeout: .seconds(600))
    ])
    let reply = try await fixture.ask("first")
    _ = try await fixture.ask("second", chat: reply.message.chat)
    let running = Task { try await JobRunner(engine: fixture.engine).runDue() }
    await begun.reached()
    released.signal()
    #expect(try await running.value == 2)
    #expect(order.withLock(\.self) == ["first", "second"])
  }

  @Test func whatRunsWhenTheProgramEndsIsPutBackAndHasLostNoTry() async throws {
    let begun = EventCounter()
    let fixture = EngineFixture(
      plugins: ["judge", "log"].map { name in
        PluginEntry(
          name: name,
          plugin: ClosurePlugin(postResponse: { _, _ in
            begun.signal()
            try await Task.sleep(for: .seconds(600))
            return []
          }), timeout: .seconds(600))
      })
    let loop = JobLoop()
    let generations = LiveGenerations(engine: fixture.engine, jobs: loop)
    let running = Task {
      await loop.run(with: generations, log: fixture.log, farewell: .zero)
    }
    _ = try await fixture.ask("hello")
    loop.wake()
    await begun.reached()
    running.cancel()
    await running.value
    #expect(fixture.store.contents.jobs.map(\.status) == [.waiting, .waiting])
    #expect(fixture.store.contents.jobs.map(\.attempts) == [0, 0])
    #expect(fixture.log.lines.isEmpty)
  }

  @Test func whatIsDueWhenTheProgramEndsIsStillRun() async throws {
    let fixture = EngineFixture(plugins: [
      PluginEntry(name: "log", plugin: ClosurePlugin(postResponse: { _, _ in [] }))
    ])
    let loop = JobLoop()
    let generations = LiveGenerations(engine: fixture.engine, jobs: loop)
    for _ in 0..<3 { _ = try await fixture.ask("hello") }
    let running = Task {
      await loop.run(with: generations, log: fixture.log, farewell: .seconds(600))
    }
    running.cancel()
    await running.value
    #expect(fixture.store.contents.jobs.map(\.status) == [.done, .done, .done])
  }

  @Test func aPluginWithManyHangingJobsLeavesTheOthersTheirPlace() async throws {
    let (hanging, released, logged) = (EventCounter(), EventCounter(), EventCounter())
    let fixture = EngineFixture(plugins: [
      PluginEntry(
        name: "judge",
        plugin: ClosurePlugin(postResponse: { _, _ in
          hanging.signal()
          await released.reached()
          return []
        }), timeout: .seconds(600)),
      PluginEntry(
        name: "log",
        plugin: ClosurePlugin(postResponse: { _, _ in
          logged.signal()
          return []
        })),
    ])
    let (most, turns) = (JobRunner.mostOfOnePlugin, JobRunner.mostOfOnePlugin + 8)
    for _ in 0..<turns { _ = try await fixture.ask("hello") }
    let running = Task { try await JobRunner(engine: fixture.engine).runDue() }
    // As many judges hang as may; the log lines of those whose judge has not begun do not wait for it.
    await hanging.reached(most)
    await logged.reached(turns - most)
    #expect(hanging.count == most)
    released.signal()
    #expect(try await running.value == 2 * turns)
    #expect(logged.count == turns)
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
