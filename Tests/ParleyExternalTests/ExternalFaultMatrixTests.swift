import ParleyDomain
import ParleyPlugin
import ParleyTestKit
import Testing

@testable import ParleyEngine
@testable import ParleyExternal

/// Every fault of a child at every hook, under both policies: what it costs the turn, and what it
/// leaves behind. Measures time, memory and processes: `make test` runs this suite by itself.
@Suite(.serialized)
struct ExternalFaultMatrixTests {
  private static let deadline = Duration.milliseconds(200)
  private static let slack = Duration.milliseconds(200)

  /// A child for one fault, and an engine whose only plugin it is.
  private struct Shop {
    let plugin: ExternalPlugin
    let engine: Engine
    let store = MemoryStore()

    init(
      _ script: ChildScript, _ fault: Fault, _ hook: HookPoint, _ policy: PluginEntry.FailurePolicy
    )
      throws
    {
      plugin = try script.plugin(
        hooks: [hook], options: ["reads": .boolean(fault != .neverReads)],
        limits: ProcessLimits(memory: 1024),
        timings: ChildTimings(stop: .milliseconds(50), write: .milliseconds(100)))
      let entry = PluginEntry(
        name: "child", plugin: plugin, timeout: ExternalFaultMatrixTests.deadline, onError: policy)
      let upstream = Upstream(
        name: "main", model: "m", contextTokens: 1_000_000, isExtractive: false,
        client: FakeModel(saying: "Hi."), tokens: WordCounter())
      let persona = Persona(
        name: "clerk", label: "Clerk", language: "en", instructions: "Sell.",
        upstreams: ["main"], plugins: ["child"])
      engine = Engine(
        personas: [persona], upstreams: [upstream], plugins: PluginChain([entry]),
        knowledge: FixedKnowledge([]), store: store, jobs: store, clock: ManualClock(),
        identifiers: SequentialIdentifiers(), fences: FixedFence(), documents: FixedDocuments(),
        log: RecordingLog())
    }

    func answer(_ text: String) async throws -> TurnReply {
      try await engine.answer(TurnRequest(owner: .local, persona: "clerk", text: text)) { _ in }
    }
  }

  /// Runs a turn with a misbehaving child, and returns how long the plugin could hold it up.
  private func measure(
    _ script: ChildScript, _ fault: Fault, _ hook: HookPoint, _ policy: PluginEntry.FailurePolicy
  ) async throws -> Duration {
    let shop = try Shop(script, fault, hook, policy)
    try await shop.plugin.start(StartingHost(log: RecordingLog()))
    var start = ContinuousClock.now
    switch hook {
    case .prePrompt where policy == .fail && !fault.isHarmless:
      let error = await #expect(throws: TurnError.self, "\(fault)") {
        try await shop.answer(fault.message)
      }
      #expect(error?.code == .pluginFailed)
    case .beforeDone where policy == .fail && !fault.isHarmless:
      let error = await #expect(throws: TurnError.self, "\(fault)") {
        try await shop.answer(fault.message)
      }
      #expect(error?.code == .pluginFailed)
      let stored = try #require(shop.store.contents.messages.values.first?.last)
      #expect(stored.status == .failed && stored.content == "Hi.", "\(fault)")
    case .prePrompt, .beforeDone:
      let reply = try await shop.answer(fault.message)
      #expect(reply.message.content == "Hi.", "\(fault)")
      let outcome = reply.trace.hooks.first?.outcome
      if case .skipped = outcome {
        #expect(!fault.isHarmless, "\(fault): \(String(describing: outcome))")
      } else {
        #expect(fault.isHarmless, "\(fault): \(String(describing: outcome))")
      }
    case .job:
      _ = try await shop.answer(fault.message)
      start = .now
      #expect(try await JobRunner(engine: shop.engine).runDue() == 1)
      // What becomes of a turn is settled before its jobs run, under either policy.
      let stored = try #require(shop.store.contents.messages.values.first?.last)
      #expect(stored.status == .complete && stored.content == "Hi.", "\(fault)")
      let job = try #require(shop.store.contents.jobs.first)
      #expect(job.status == (fault.isHarmless ? .done : .waiting), "\(fault)")
    case .sessionEnded:
      var session = endedSession
      session.messages[0].text = fault.message
      let (plugin, ended) = (shop.plugin, session)
      let runner = shop.engine.plugins.runners[0]
      do {
        _ = try await runner.run(.sessionEnded) { deadline in
          try await plugin.sessionEnded(ended, TurnFixture(deadline: deadline))
        }
        #expect(fault.isHarmless, "\(fault)")
      } catch is HookFailure {
        #expect(!fault.isHarmless, "\(fault)")
      }
    }
    let taken = start.duration(to: .now)
    await shop.plugin.stop()
    return taken
  }

  @Test(arguments: Fault.allCases)
  func aFaultCostsATurnItsDeadlineAtMost(_ fault: Fault) async throws {
    let script = try ChildScript(Fault.script)
    let limit = ExternalFaultMatrixTests.deadline + ExternalFaultMatrixTests.slack
    for hook in HookPoint.allCases {
      for policy in PluginEntry.FailurePolicy.allCases
      where hook != .sessionEnded || policy == .skip {
        let taken = try await measure(script, fault, hook, policy)
        #expect(taken < limit, "\(fault), \(hook), \(policy)")
      }
    }
  }

  @Test func lateHooksGiveTheirLanesBack() async throws {
    let script = try ChildScript(Fault.script)
    let shop = try Shop(script, .never, .prePrompt, .skip)
    try await shop.plugin.start(StartingHost(log: RecordingLog()))
    for _ in 0..<3 { _ = try await shop.answer(Fault.never.message) }
    while shop.engine.plugins.runners[0].abandonedRuns > 0 { await Task.yield() }
    await shop.plugin.stop()
    withExtendedLifetime(script) {}
  }

  @Test func aThousandRunsLeaveNothingBehind() async throws {
    let faults = Fault.allCases.filter { $0 != .never && $0 != .neverReads && $0 != .wrongID }
      // Most runs spare the child, or starting it again would be all that is measured.
      .flatMap { $0.endsTheChild ? [$0] : Array(repeating: $0, count: 12) }
    let script = try ChildScript(Fault.script)
    // The I/O thread and what libraries keep for good are there after the first child and timer.
    try await script.run { plugin in _ = try await plugin.prePrompt(turn("none"), TurnFixture()) }
    try await Task.sleep(for: .milliseconds(1))
    let (children, descriptors) = (Processes.children(), Processes.openDescriptors())
    var memory: [Int] = []
    for _ in 0..<3 {
      let timings = ChildTimings(
        stop: .milliseconds(50), firstPause: .milliseconds(1), lastPause: .milliseconds(1))
      try await script.run(timings: timings) { plugin in
        for run in 0..<334 { try await misbehave(plugin, faults[run % faults.count]) }
      }
      #expect(Processes.children() == children)
      #expect(Processes.openDescriptors() == descriptors)
      memory.append(Processes.residentMemory())
    }
    print("resident after each round: \(memory) KiB")
    #expect(memory[2] - memory[0] < 4096, "\(memory)")
  }

  /// One run with a fault, as soon as the child is there.
  private func misbehave(_ plugin: ExternalPlugin, _ fault: Fault) async throws {
    while true {
      do {
        if fault == .ignoresTermination {
          let task = Task { try await plugin.prePrompt(turn(fault.message), TurnFixture()) }
          task.cancel()
          _ = try await task.value
        } else {
          _ = try await plugin.prePrompt(turn(fault.message), TurnFixture())
        }
        return
      } catch is PluginNotReady {
        // Its start takes longer than this, and needs the processor.
        try await Task.sleep(for: .milliseconds(2))
      } catch is PluginError {
        return
      } catch is CancellationError {
        return
      }
    }
  }
}
