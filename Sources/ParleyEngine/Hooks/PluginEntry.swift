package import ParleyPlugin

/// A plugin as the configuration registers it: the instance and the rules it runs under.
package struct PluginEntry: Sendable {
  /// What becomes of a turn whose hook fails.
  package enum FailurePolicy: String, Sendable, Hashable, CaseIterable {
    /// Goes on without it; the trace and operators see that.
    case skip
    /// The turn ends with an error that names the plugin.
    case fail
  }

  /// The entry's name in the configuration.
  package var name: String
  package var plugin: any Plugin
  /// How long the host waits for one hook.
  package var timeout: Duration
  package var onError: FailurePolicy
  /// The most tokens its parts may take in one prompt.
  package var maxTokens: Int
  /// What stands under `with:`, secrets included: the addresses that it may have something delivered
  /// to, and what signs it. Never print it.
  package var settings: JSONValue
  /// Whether the built-in model may read its data out though no search found it.
  package var isReadOut: Bool

  package init(
    name: String, plugin: any Plugin, timeout: Duration = .seconds(2),
    onError: FailurePolicy = .skip, maxTokens: Int = 1200, settings: JSONValue = [:],
    isReadOut: Bool = false
  ) {
    self.name = name
    self.plugin = plugin
    self.timeout = timeout
    self.onError = onError
    self.maxTokens = maxTokens
    self.settings = settings
    self.isReadOut = isReadOut
  }
}
