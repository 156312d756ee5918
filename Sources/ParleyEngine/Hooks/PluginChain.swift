import ParleyDomain
package import ParleyPlugin

/// The plugins of a configuration, started, in the order of their entries. Built once; a turn only
/// reads it.
package struct PluginChain: Sendable {
  package let runners: [HookRunner]

  /// A chain of plugins that have been started elsewhere, or need no start.
  package init(_ entries: [PluginEntry]) {
    runners = entries.map(HookRunner.init)
  }

  /// Starts every plugin, in order; when one refuses, stops those already started and throws
  /// ``PluginStartError`` naming it.
  package static func start(
    _ entries: [PluginEntry], host: @Sendable (PluginEntry) -> any PluginHost
  ) async throws -> PluginChain {
    var started: [PluginEntry] = []
    for entry in entries {
      started.append(entry)
      do {
        try await entry.plugin.start(host(entry))
      } catch {
        for entry in started.reversed() { await entry.plugin.stop() }
        throw PluginStartError(entry: entry.name, reason: String(describing: error))
      }
    }
    return PluginChain(entries)
  }

  /// Stops every plugin, the last one first.
  package func stop() async {
    for runner in runners.reversed() { await runner.entry.plugin.stop() }
  }

  /// What stands under `with:` of an entry; `nil` when there is no such entry. Never print it.
  package func settings(of entry: String) -> JSONValue? {
    runners.first { $0.entry.name == entry }?.entry.settings
  }

  /// The plugins that a persona uses and that have a hook at this point, in configured order.
  func runners(for persona: Persona, at point: HookPoint) -> [HookRunner] {
    runners.filter {
      persona.plugins.contains($0.entry.name) && $0.entry.plugin.hooks.contains(point)
    }
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
