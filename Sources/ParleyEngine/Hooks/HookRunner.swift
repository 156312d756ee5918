import ParleyDomain
import ParleyPlugin
import Synchronization

/// Runs the hooks of one plugin entry: on its own lane, under its deadline, behind its circuit
/// breaker.
package final class HookRunner: Sendable {
  package let entry: PluginEntry
  private let lanes: LanePool
  private let circuit = Mutex(CircuitBreaker())

  package init(entry: PluginEntry) {
    self.entry = entry
    lanes = LanePool(entry: entry.name)
  }

  /// How many runs went past their deadline and have not returned.
  package var abandonedRuns: Int { lanes.abandoned }

  /// Runs a hook of this plugin. Throws ``HookFailure``, or `CancellationError` when the turn ended.
  func run<Result: Sendable>(
    _ hook: @escaping @Sendable (Deadline) async throws -> Result
  ) async throws -> Result {
    guard circuit.withLock({ $0.admits(at: .now) }) else { throw HookFailure.circuitOpen }
    let deadline = Deadline.after(entry.timeout)
    do {
      let result = try await HookCall.run(on: lanes, within: entry.timeout) {
        try await hook(deadline)
      }
      circuit.withLock { $0.succeeded() }
      return result
    } catch let failure as HookFailure {
      circuit.withLock { $0.failed(at: .now) }
      throw failure
    }
  }
}
