import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

struct PluginChainTests {
  private let log = RecordingLog()

  private func supervision() -> PluginSupervision {
    PluginSupervision(
      startLimit: .milliseconds(50), stopLimit: .milliseconds(50), log: log)
  }

  private func start(_ entries: [PluginEntry]) async throws -> PluginChain {
    try await PluginChain.start(entries, supervision: supervision()) { _ in EmptyHost() }
  }

  @Test func aStartThatNeverEndsRefusesTheConfigurationAndNamesThePlugin() async throws {
    let gate = FaultGate()
    let stopped = Mutex<[String]>([])
    let entries = [("good", false), ("hangs", true)].map { name, hangs in
      PluginEntry(
        name: name,
        plugin: ClosurePlugin(
          start: { if hangs { gate.blockThread() } },
          stop: { stopped.withLock { $0.append(name) } }))
    }
    let error = await #expect(throws: PluginStartError.self) { try await start(entries) }
    #expect(error?.description == "plugin 'hangs' did not start: its start did not end within 50ms")
    #expect(stopped.withLock { $0 } == ["hangs", "good"])
    gate.open()
  }

  @Test func aStopThatNeverEndsIsLeftBehindAndTold() async throws {
    let gate = FaultGate()
    let stopped = Mutex<[String]>([])
    let chain = try await start([
      PluginEntry(
        name: "first", plugin: ClosurePlugin(stop: { stopped.withLock { $0.append("first") } })),
      PluginEntry(name: "hangs", plugin: ClosurePlugin(stop: { await gate.opened() })),
    ])
    await chain.stop()
    #expect(stopped.withLock { $0 } == ["first"])
    let line = try #require(log.lines.last)
    #expect(line.message == "plugin 'hangs' did not stop; it is left behind")
    #expect(line.fields["error"] == "no answer within 50ms")
    gate.open()
  }

  @Test func aHookThatIsDeclaredAndNotImplementedRefusesTheConfiguration() async throws {
    let started = Mutex(0)
    let error = await #expect(throws: PluginStartError.self) {
      try await start([
        PluginEntry(
          name: "good", plugin: ClosurePlugin(start: { started.withLock { $0 += 1 } })),
        PluginEntry(name: "boasts", plugin: BoastingPlugin(options: NoOptions())),
      ])
    }
    #expect(
      error?.reason == "BoastingPlugin declares the hook prePrompt but does not implement it")
    #expect(started.withLock { $0 } == 0)
  }

  @Test func aCircuitIsToldWhenItOpensAndWhenItCloses() async throws {
    let start = ContinuousClock.now
    let passed = Mutex(Duration.zero)
    let isBroken = Atomic(true)
    let fixture = EngineFixture(
      plugins: [
        PluginEntry(
          name: "moody",
          plugin: ClosurePlugin(prePrompt: { _, _ in
            if isBroken.load(ordering: .relaxed) { throw PluginError("no") }
            return .unchanged
          }))
      ], now: { start.advanced(by: passed.withLock { $0 }) })
    for _ in 0..<40 { _ = try await fixture.ask("hello") }
    let runner = fixture.engine.plugins.runners[0]
    #expect(runner.isCircuitOpen)
    // Tries again after each pause, fails again, and says nothing new.
    for _ in 0..<3 {
      passed.withLock { $0 += CircuitBreaker.pause }
      for _ in 0..<10 { _ = try await fixture.ask("hello") }
    }
    #expect(fixture.log.lines.map(\.level) == [.warning])
    #expect(fixture.log.lines[0].message.contains("'moody' failed 5 times in a row"))

    isBroken.store(false, ordering: .relaxed)
    passed.withLock { $0 += CircuitBreaker.pause }
    let reply = try await fixture.ask("hello")
    #expect(reply.trace.hooks.map(\.outcome) == [.unchanged])
    #expect(reply.message.notices.isEmpty && !runner.isCircuitOpen)
    #expect(fixture.log.lines.map(\.level) == [.warning, .info])
    let runs = fixture.engine.plugins.ledger.figures.runs
    #expect(runs[["moody", "prePrompt", "threw"]] == 8)
    #expect(runs[["moody", "prePrompt", "circuit_open"]] == 62)
    #expect(runs[["moody", "prePrompt", "unchanged"]] == 1)
  }

  @Test func aPluginThatIsNotReadyIsAskedAgainEachTime() async throws {
    let isBack = Atomic(false)
    let fixture = EngineFixture(plugins: [
      PluginEntry(
        name: "child",
        plugin: ClosurePlugin(
          prePrompt: { _, _ in
            guard isBack.load(ordering: .relaxed) else { throw PluginNotReady("is starting again") }
            return .unchanged
          },
          postResponse: { _, _ in
            guard isBack.load(ordering: .relaxed) else { throw PluginNotReady("is starting again") }
            return []
          }))
    ])
    let jobs = JobRunner(engine: fixture.engine)
    for _ in 0..<10 {
      let reply = try await fixture.ask("hello")
      #expect(reply.trace.hooks.map(\.outcome) == [.skipped(reason: "is starting again")])
      try await jobs.runDue()
    }
    #expect(!fixture.engine.plugins.runners[0].isCircuitOpen)
    #expect(fixture.log.lines.isEmpty)
    #expect(fixture.store.contents.jobs.allSatisfy { $0.status == .waiting && $0.attempts == 0 })

    isBack.store(true, ordering: .relaxed)
    #expect(try await fixture.ask("hello").trace.hooks.map(\.outcome) == [.unchanged])
    fixture.clock.advance(by: CircuitBreaker.pause)
    try await jobs.runDue()
    #expect(fixture.store.contents.jobs.allSatisfy { $0.status == .done })
    #expect(fixture.engine.plugins.ledger.figures.runs[["child", "prePrompt", "not_ready"]] == 10)
  }

  @Test func jobsWaitForAPluginThatIsLeftOutAndLoseNoTry() async throws {
    let isBroken = Atomic(true)
    let start = ContinuousClock.now
    let passed = Mutex(Duration.zero)
    let fixture = EngineFixture(
      plugins: [
        PluginEntry(
          name: "log",
          plugin: ClosurePlugin(postResponse: { _, _ in
            if isBroken.load(ordering: .relaxed) { throw PluginError("disk on fire") }
            return []
          }))
      ], now: { start.advanced(by: passed.withLock { $0 }) })
    // More than are run at once: the first are asked together, before the circuit opens.
    for _ in 0..<JobRunner.mostOfOnePlugin + 60 { _ = try await fixture.ask("hello") }
    let runner = JobRunner(engine: fixture.engine)
    for _ in 0..<30 {
      try await runner.runDue()
      passed.withLock { $0 += .seconds(30) }
      fixture.clock.advance(by: .seconds(30))
    }
    // One try every 30 seconds: those that were never asked have lost none.
    #expect(fixture.store.contents.jobs.contains { $0.status == .waiting && $0.attempts == 0 })
    isBroken.store(false, ordering: .relaxed)
    for _ in 0..<30 {
      try await runner.runDue()
      passed.withLock { $0 += .seconds(30) }
      fixture.clock.advance(by: .seconds(30))
    }
    let jobs = fixture.store.contents.jobs
    let ended = jobs.count { $0.status == .done || $0.status == .dead }
    #expect(ended == JobRunner.mostOfOnePlugin + 60)
    #expect(jobs.count { $0.status == .done } >= 10)
  }

  @Test func theLanesOfAllPluginsAndConfigurationsAreBoundedAndTheGoodOnesRun() async throws {
    let gate = FaultGate()
    let ledger = HookLedger()
    var entries = (1...10).map { number in
      PluginEntry(
        name: "bad-\(number)",
        plugin: ClosurePlugin(prePrompt: { _, _ in
          gate.blockThread()
          return .unchanged
        }), timeout: .milliseconds(10))
    }
    entries.append(
      PluginEntry(
        name: "good",
        plugin: ClosurePlugin(prePrompt: { _, _ in .parts([Part(.data, text: "here")]) }),
        timeout: .seconds(60)))
    var engine = EngineFixture(plugins: entries).engine
    for _ in 0..<5 {
      // Each reload brings fresh lanes and closed circuits, but not a fresh bound.
      engine.plugins = PluginChain(entries, supervision: PluginSupervision(ledger: ledger))
      for _ in 0..<4 {
        let reply = try await engine.answer(
          TurnRequest(owner: .local, persona: "clerk", text: "hello")
        ) { _ in }
        #expect(reply.trace.hooks.last?.outcome == .parts(1))
      }
    }
    let held = ledger.figures.heldLanes
    #expect(held["good"] == nil && held.count == 10)
    #expect(held.values.reduce(0, +) >= HookLedger.mostHeldLanes)
    // Ten that ran at the same time may all have been let in below the bound.
    #expect(held.values.reduce(0, +) < HookLedger.mostHeldLanes + 10)
    gate.open()
  }

  @Test func operatorsSeeWhatWasLeftOutAndCustomersDoNot() async throws {
    let fixture = EngineFixture(plugins: [
      PluginEntry(
        name: "bad", plugin: ClosurePlugin(prePrompt: { _, _ in throw PluginError("no") }))
    ])
    let reply = try await fixture.ask("hello")
    #expect(reply.json(session: nil)["notices"]?.array?.isEmpty == true)
    let notices = reply.json(session: nil, forOperator: true)["notices"]?.array
    #expect(notices?.map { $0["code"]?.string } == ["plugin_skipped"])
  }

  @Test func anEngineIsUnusedAfterItsLastTurnOnly() async throws {
    let gate = FaultGate()
    let begun = EventCounter()
    let unused = Atomic(false)
    let fixture = EngineFixture(plugins: [
      PluginEntry(
        name: "slow",
        plugin: ClosurePlugin(prePrompt: { _, _ in
          begun.signal()
          await gate.opened()
          return .unchanged
        }), timeout: .seconds(60))
    ])
    let generations = LiveGenerations(engine: fixture.engine, jobs: JobLoop())
    guard
      case .live(let generation) = try await generations.start(
        TurnRequest(owner: .local, persona: "clerk", text: "hello"))
    else { throw PluginError("not live") }
    await begun.reached()
    let old = generations.replace(fixture.engine)
    let retirement = Task {
      await old.unused()
      unused.store(true, ordering: .releasing)
    }
    for _ in 0..<200 { await Task.yield() }
    let wasUnused = unused.load(ordering: .acquiring)
    #expect(!wasUnused)
    gate.open()
    await generation.finished()
    await retirement.value
    // Work with the engine of now does not hold the old one up.
    await generations.withEngine { _ in await old.unused() }
  }
}

private struct BoastingPlugin: Plugin {
  static let name = "Boasting"
  static let summary = "Declares what it cannot do."
  init(options: NoOptions) {}
  var hooks: Set<HookPoint> { [.prePrompt] }
}

private struct EmptyHost: PluginHost {
  let entry = "none"
  let collections: [String: CollectionInfo] = [:]
  func document(at path: String) async throws -> JSONValue { .null }
  func log(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {}
}
