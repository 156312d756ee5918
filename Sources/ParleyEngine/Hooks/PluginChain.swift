import ParleyDomain
package import ParleyPlugin

/// The plugins of a configuration, started, in the order of their entries. Built once; a turn only
/// reads it.
package struct PluginChain: Sendable {
  package let runners: [HookRunner]
  /// Where the work of these and of earlier configurations' plugins is counted.
  package let ledger: HookLedger
  private let byName: [String: HookRunner]

  /// A chain of plugins that have been started elsewhere, or need no start.
  package init(
    _ entries: [PluginEntry], supervision: PluginSupervision = PluginSupervision()
  ) {
    runners = entries.map { HookRunner(entry: $0, supervision: supervision) }
    ledger = supervision.ledger
    byName = Dictionary(
      runners.map { ($0.entry.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The plugin of this entry.
  package subscript(entry: String) -> HookRunner? { byName[entry] }

  /// Starts every plugin, in order; when one refuses, or does not come to an end in time, stops those
  /// already begun and throws ``PluginStartError`` naming it. All or nothing.
  package static func start(
    _ entries: [PluginEntry], supervision: PluginSupervision = PluginSupervision(),
    host: @Sendable (PluginEntry) -> any PluginHost
  ) async throws -> PluginChain {
    let chain = PluginChain(entries, supervision: supervision)
    for runner in chain.runners { try PluginChain.checkHooks(of: runner) }
    var begun: [HookRunner] = []
    do {
      for runner in chain.runners {
        begun.append(runner)
        do {
          try await runner.start(host(runner.entry))
        } catch let failure as HookFailure {
          throw PluginStartError(
            entry: runner.entry.name, reason: PluginChain.reason(failure))
        }
      }
    } catch {
      for runner in begun.reversed() { await runner.stop() }
      throw error
    }
    return chain
  }

  private static func reason(_ failure: HookFailure) -> String {
    guard case .late(let limit) = failure else { return failure.description }
    return "its start did not end within \(limit.withUnit)"
  }

  /// Throws when a plugin wants to be called where it has nothing to call.
  private static func checkHooks(of runner: HookRunner) throws {
    let plugin = runner.entry.plugin
    for (point, isOffered) in [
      (HookPoint.prePrompt, plugin is any PrePromptHook),
      (.beforeDone, plugin is any BeforeDoneHook), (.job, plugin is any PostResponseHook),
      (.sessionEnded, plugin is any SessionEndedHook),
    ] where runner.hooks.contains(point) && !isOffered {
      throw PluginStartError(
        entry: runner.entry.name,
        reason: "\(type(of: plugin)) declares the hook \(point.rawValue) but does not implement it")
    }
  }

  /// Stops every plugin, the last one first; one that does not end is left behind and told.
  package func stop() async {
    for runner in runners.reversed() { await runner.stop() }
  }

  /// What stands under `with:` of an entry; `nil` when there is no such entry. Never print it.
  package func settings(of entry: String) -> JSONValue? {
    byName[entry]?.entry.settings
  }
}

/// Why a configuration's plugins could not be started.
package struct PluginStartError: Error, Sendable, Hashable, CustomStringConvertible {
  package var entry: String
  package var reason: String

  package init(entry: String, reason: String) {
    self.entry = entry
    self.reason = reason
  }

  package var description: String { "plugin '\(entry)' did not start: \(reason)" }
}
