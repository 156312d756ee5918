import ParleyDomain
package import ParleyPlugin
import Synchronization

/// Runs the hooks of one plugin entry: on its own lane, under its deadline, behind its circuit
/// breaker. Starts and stops the plugin under deadlines, too.
package final class HookRunner: Sendable {
  package let entry: PluginEntry
  /// Asked once, after the plugin was made.
  package let hooks: Set<HookPoint>
  private let supervision: PluginSupervision
  private let lanes: LanePool
  private let circuit = Mutex(CircuitBreaker())

  package init(entry: PluginEntry, supervision: PluginSupervision = PluginSupervision()) {
    self.entry = entry
    self.supervision = supervision
    hooks = entry.plugin.hooks
    lanes = LanePool(entry: entry.name, ledger: supervision.ledger)
  }

  /// How many lanes are held by runs that went past their deadline and have not returned.
  package var abandonedRuns: Int { lanes.abandoned }

  /// Whether the plugin is being left out after repeated failures.
  package var isCircuitOpen: Bool { circuit.withLock { $0.isOpen } }

  /// Runs a hook of this plugin. Throws ``HookFailure``, or `CancellationError` when the turn ended.
  func run<Result: HookResult>(
    _ point: HookPoint, _ hook: @escaping @Sendable (Deadline) async throws -> Result
  ) async throws -> Result {
    let begun = ContinuousClock.now
    do {
      let result = try await attempt(hook)
      count(point, result.outcomeName, since: begun)
      if circuit.withLock({ $0.succeeded() }) {
        supervision.log.write(
          .info, "plugin '\(entry.name)' answers again", ["plugin": .string(entry.name)])
      }
      return result
    } catch let failure as HookFailure {
      count(point, failure.outcomeName, since: failure.isBeforeTheCall ? nil : begun)
      note(failure, at: point)
      throw failure
    } catch {
      count(point, "cancelled", since: begun)
      throw error
    }
  }

  private func attempt<Result: HookResult>(
    _ hook: @escaping @Sendable (Deadline) async throws -> Result
  ) async throws -> Result {
    guard circuit.withLock({ $0.admits(at: supervision.now()) }) else {
      throw HookFailure.circuitOpen
    }
    guard let lane = lanes.lane() else { throw HookFailure.lanesExhausted }
    let deadline = Deadline.after(entry.timeout)
    return try await HookCall.run(on: lane, of: lanes, within: entry.timeout) {
      let result = try await hook(deadline)
      // Measured on the plugin's own lane: however large it is, it costs nobody else.
      if let excess = HookLimits.excess(of: result) { throw HookFailure.oversized(excess) }
      return result
    }
  }

  private func count(
    _ point: HookPoint, _ outcome: String, since begun: ContinuousClock.Instant?
  ) {
    supervision.ledger.ran(
      entry.name, point, outcome, seconds: begun.map { $0.duration(to: .now) / .seconds(1) })
  }

  /// Counts a failure; one line in the log when it opens the circuit, and none while it stays open.
  private func note(_ failure: HookFailure, at point: HookPoint) {
    guard failure.opensTheCircuit,
      circuit.withLock({ $0.failed(at: supervision.now()) })
    else { return }
    supervision.log.write(
      .warning,
      "plugin '\(entry.name)' failed \(CircuitBreaker.failuresToOpen) times in a row; it is left "
        + "out and asked again every \(CircuitBreaker.pause.withUnit)",
      [
        "plugin": .string(entry.name), "hook": .string(point.rawValue),
        "error": .string(failure.description),
      ])
  }

  /// Starts the plugin. Throws ``HookFailure``, also when it takes too long: it is cancelled then.
  func start(_ host: any PluginHost) async throws {
    let plugin = entry.plugin
    try await HookCall.run(on: lanes.freshLane(), of: lanes, within: supervision.startLimit) {
      try await plugin.start(host)
    }
  }

  /// Stops the plugin; when that takes too long, tells operators and leaves it behind.
  func stop() async {
    let plugin = entry.plugin
    // Stopping must go on when whoever asked for it has been cancelled.
    await Task {
      do {
        try await HookCall.run(on: lanes.freshLane(), of: lanes, within: supervision.stopLimit) {
          await plugin.stop()
        }
      } catch {
        supervision.log.write(
          .warning, "plugin '\(entry.name)' did not stop; it is left behind",
          ["plugin": .string(entry.name), "error": .string("\(error)")])
      }
    }.value
  }
}
