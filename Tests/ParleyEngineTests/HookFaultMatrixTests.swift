import Glibc
import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

/// Every way for a hook to go wrong, at every place where hooks run, under both policies. Measures
/// time: `make test` runs this suite by itself.
@Suite(.serialized)
struct HookFaultMatrixTests {
  struct Cell: Sendable, CustomTestStringConvertible {
    var fault: HookFault
    var hook: HookPoint
    var policy: PluginEntry.FailurePolicy

    var testDescription: String { "\(fault.rawValue) in \(hook.rawValue), \(policy.rawValue)" }

    static let all = HookFault.allCases.flatMap { fault in
      [HookPoint.prePrompt, .beforeDone, .job].flatMap { hook in
        PluginEntry.FailurePolicy.allCases.map { Cell(fault: fault, hook: hook, policy: $0) }
      }
    }

    func entry(_ gate: FaultGate, timeout: Duration) -> PluginEntry {
      let fault = fault
      let plugin =
        switch hook {
        case .prePrompt:
          ClosurePlugin(prePrompt: { _, _ in
            try await fault.happen(until: gate)
            guard fault == .oversized else { return .unchanged }
            return .parts(Array(repeating: Part(.data, text: "x"), count: 1001))
          })
        case .beforeDone:
          ClosurePlugin(beforeDone: { _, _ in
            try await fault.happen(until: gate)
            guard fault == .oversized else { return [] }
            let text = String(repeating: "x", count: 300 << 10)
            return [Annotation(Notice(code: "long", message: text))]
          })
        default:
          ClosurePlugin(postResponse: { _, _ in
            try await fault.happen(until: gate)
            guard fault == .oversized else { return [] }
            let text = String(repeating: "x", count: 250 << 10)
            return Array(repeating: .finding(kind: "long", value: .string(text)), count: 40)
          })
        }
      return PluginEntry(name: "bad", plugin: plugin, timeout: timeout, onError: policy)
    }

    /// What the trace, the notice and the log say of it.
    func reason(_ timeout: Duration) -> String {
      switch (fault, hook) {
      case (.throwing, _): "broken on purpose"
      case (.oversized, .prePrompt): "returned 1001 parts; the limit is 1000"
      case (.oversized, .beforeDone): "annotations[0] has 307204 bytes; the limit is 262144"
      case (.oversized, _): "returned 10240480 bytes in all; the limit is 8388608"
      default: "no answer within \(timeout.withUnit)"
      }
    }
  }

  @Test(arguments: Cell.all)
  func theTurnIsAnsweredInTimeAndSaysWhatHappened(_ cell: Cell) async throws {
    let gate = FaultGate()
    let timeout = Duration.milliseconds(200)
    let fixture = EngineFixture(plugins: [cell.entry(gate, timeout: timeout)])
    let begun = ContinuousClock.now
    let reply = await run(cell, in: fixture)
    let taken = begun.duration(to: .now)
    #expect(taken < timeout + .milliseconds(200))
    if cell.fault.isLate { #expect(taken >= timeout) }
    try expect(cell, of: fixture, reply, reason: cell.reason(timeout))

    #expect(fixture.engine.plugins.runners[0].abandonedRuns == (cell.fault.isLate ? 1 : 0))
    gate.open()
    #expect(await lanesComeBack(fixture))
  }

  @Test func badHooksLeaveNothingBehind() async throws {
    _ = await round()
    var threads: [Int] = []
    var kibibytes: [Int] = []
    for _ in 0..<3 {
      #expect(await round())
      threads.append(try ownStatus("Threads:"))
      kibibytes.append(try ownStatus("VmRSS:"))
    }
    // Threads that wait for work may come and go; each held lane would add one for every cell.
    #expect(threads[2] <= threads[0] + 4, "threads: \(threads)")
    #expect(kibibytes[2] <= kibibytes[0] + 8 << 10, "RSS in KiB: \(kibibytes)")
  }

  /// All cells once, with a short deadline; returns whether every lane came back.
  private func round() async -> Bool {
    var cameBack = true
    for cell in Cell.all {
      let gate = FaultGate()
      let fixture = EngineFixture(plugins: [cell.entry(gate, timeout: .milliseconds(20))])
      for _ in 0..<3 { _ = await run(cell, in: fixture) }
      gate.open()
      cameBack = await lanesComeBack(fixture) && cameBack
    }
    return cameBack
  }

  /// One turn and its jobs.
  private func run(_ cell: Cell, in fixture: EngineFixture) async -> Result<TurnReply, any Error> {
    let reply: Result<TurnReply, any Error>
    do {
      reply = .success(try await fixture.ask("hello"))
      if cell.hook == .job { try await JobRunner(engine: fixture.engine).runDue() }
    } catch {
      return .failure(error)
    }
    return reply
  }

  private func expect(
    _ cell: Cell, of fixture: EngineFixture, _ reply: Result<TurnReply, any Error>, reason: String
  ) throws {
    let stored = try #require(fixture.store.contents.messages.values.first?.last)
    let trace = try #require(fixture.store.contents.traces[stored.id])
    let run = trace["hooks"]?.array?.first
    switch (cell.hook, cell.policy) {
    case (.job, _):
      let job = fixture.store.contents.jobs.first
      #expect(stored.status == .complete && job?.status == .waiting && job?.attempts == 1)
      #expect(fixture.log.lines.last?.fields["error"]?.string == reason)
      #expect(fixture.store.contents.effects.isEmpty)
    case (_, .skip):
      #expect(try reply.get().message.content == "Hi.")
      #expect(stored.status == .complete)
      #expect(run?["outcome"] == "skipped" && run?["reason"]?.string == reason)
      let notice = try #require(stored.notices.first)
      #expect(notice.code == "plugin_skipped" && notice.plugin == "bad")
      #expect(notice.audience == .operators && notice.message.contains(reason))
    case (_, .fail):
      let error = #expect(throws: TurnError.self) { try reply.get() }
      #expect(error?.code == .pluginFailed)
      #expect(error?.description.contains("'bad' failed: \(reason)") == true)
      #expect(stored.status == .failed)
      #expect(stored.content == (cell.hook == .beforeDone ? "Hi." : ""))
      #expect(run?["outcome"] == "failed" && run?["reason"]?.string == reason)
    }
  }

  /// Whether late hooks give their lanes back soon after they were let go.
  private func lanesComeBack(_ fixture: EngineFixture) async -> Bool {
    let runner = fixture.engine.plugins.runners[0]
    let deadline = Deadline.after(.seconds(5))
    while runner.abandonedRuns > 0 || !fixture.engine.plugins.ledger.figures.heldLanes.isEmpty {
      guard !deadline.hasPassed else { return false }
      await Task.yield()
    }
    return true
  }

  /// A number from this process's status.
  private func ownStatus(_ key: String) throws -> Int {
    let file = try #require(fopen("/proc/self/status", "r"))
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(
        decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard text.hasPrefix(key) else { continue }
      return try #require(Int(text.filter(\.isNumber)))
    }
    throw PluginError("no \(key)")
  }
}
