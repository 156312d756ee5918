import Glibc
import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

/// Holds hooks up until a test lets them go.
private final class Barrier: Sendable {
  private let isOpen = Atomic(false)

  /// Blocks the calling thread, as a badly written hook does.
  func blockThread() {
    while !isOpen.load(ordering: .acquiring) { usleep(2000) }
  }

  func open() { isOpen.store(true, ordering: .releasing) }
}

/// Measures time: `make test` runs this suite by itself.
@Suite(.serialized)
struct HookDeadlineTests {
  private func entry(
    _ name: String, timeout: Duration = .milliseconds(500),
    _ hook: @escaping ClosurePlugin.PrePrompt
  ) -> PluginEntry {
    PluginEntry(name: name, plugin: ClosurePlugin(prePrompt: hook), timeout: timeout)
  }

  @Test func threeBadHooksAtOnceCostTheTurnOneDeadline() async throws {
    let barrier = Barrier()
    defer { barrier.open() }
    let fixture = EngineFixture(plugins: [
      entry("blocks") { _, _ in
        barrier.blockThread()
        return .unchanged
      },
      entry("ignores") { _, _ in
        // Spins through cancelled waits instead of giving up.
        while !Task.isCancelled { await Task.yield() }
        barrier.blockThread()
        return .unchanged
      },
      entry("throws") { _, _ in throw PluginError("broken on purpose") },
      entry("works") { _, _ in .parts([Part(.data, text: "still here")]) },
    ])

    let start = ContinuousClock.now
    let reply = try await fixture.ask("hello")
    let taken = start.duration(to: .now)

    #expect(reply.message.content == "Hi.")
    // One after the other they would take two deadlines at least.
    #expect(taken >= .milliseconds(500))
    #expect(taken < .milliseconds(950))
    let outcomes = Dictionary(
      uniqueKeysWithValues: reply.trace.hooks.map { ($0.plugin, $0.outcome) })
    #expect(outcomes["blocks"] == .skipped(reason: "no answer within 500ms"))
    #expect(outcomes["ignores"] == .skipped(reason: "no answer within 500ms"))
    #expect(outcomes["throws"] == .skipped(reason: "broken on purpose"))
    #expect(outcomes["works"] == .parts(1))
    #expect(reply.trace.prompt?.messages[0].content.contains("still here") == true)
  }

  @Test func aFailingHookWithPolicyFailEndsTheTurnAndNamesItself() async throws {
    var bad = entry("orders") { _, _ in throw PluginError("no connection") }
    bad.onError = .fail
    let fixture = EngineFixture(plugins: [bad])
    let error = await #expect(throws: TurnError.self) { try await fixture.ask("hello") }
    #expect(error?.code == .pluginFailed)
    #expect(error?.description.contains("'orders' failed: no connection") == true)
    let stored = try #require(fixture.store.contents.messages.values.first)
    #expect(stored.map(\.status) == [.complete, .failed])
  }

  @Test func hooksThatHangEveryTimeHoldAFewLanesOnly() async throws {
    let barrier = Barrier()
    defer { barrier.open() }
    let fixture = EngineFixture(plugins: [
      entry("blocks", timeout: .milliseconds(10)) { _, _ in
        barrier.blockThread()
        return .unchanged
      }
    ])
    for _ in 0..<8 { _ = try await fixture.ask("hello") }
    #expect(fixture.engine.plugins.runners[0].abandonedRuns == 4)
    let reply = try await fixture.ask("hello")
    guard case .skipped = reply.trace.hooks[0].outcome else {
      Issue.record("a plugin without lanes ran: \(reply.trace.hooks[0])")
      return
    }
  }

  @Test func aPluginThatFailsFiveTimesInARowIsLeftOut() async throws {
    let calls = Atomic(0)
    let fixture = EngineFixture(plugins: [
      entry("breaks") { _, _ in
        calls.add(1, ordering: .relaxed)
        throw PluginError("no")
      }
    ])
    for _ in 0..<7 { _ = try await fixture.ask("hello") }
    #expect(calls.load(ordering: .relaxed) == 5)
  }

  @Test func aHookSeesItsDeadline() async throws {
    let seen = Mutex(Duration.zero)
    let fixture = EngineFixture(plugins: [
      entry("looks", timeout: .seconds(30)) { _, host in
        seen.withLock { $0 = host.deadline.remaining }
        return .unchanged
      }
    ])
    _ = try await fixture.ask("hello")
    #expect(seen.withLock { $0 } > .seconds(20))
    #expect(seen.withLock { $0 } <= .seconds(30))
  }

  @Test func whenOnePluginRefusesToStartThoseStartedBeforeAreStopped() async throws {
    let stopped = Mutex<[String]>([])
    func entry(_ name: String, failing: Bool = false) -> PluginEntry {
      PluginEntry(
        name: name,
        plugin: ClosurePlugin(
          start: { if failing { throw PluginError("no key") } },
          stop: { stopped.withLock { $0.append(name) } }))
    }
    let error = await #expect(throws: PluginStartError.self) {
      _ = try await PluginChain.start([entry("a"), entry("b", failing: true), entry("c")]) {
        _ in NoHost()
      }
    }
    #expect(error?.description == "plugin 'b' did not start: no key")
    #expect(stopped.withLock { $0 } == ["b", "a"])
  }
}

private struct NoHost: PluginHost {
  let entry = "none"
  let collections: [String: CollectionInfo] = [:]
  func document(at path: String) async throws -> JSONValue { .null }
  func log(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {}
}
