package import ParleyPlugin

extension Configuration {
  /// One entry under `plugins:`.
  package struct PluginEntry: Decodable, Sendable, Hashable {
    /// What happens to a turn when the plugin fails.
    package enum FailurePolicy: String, Decodable, Sendable, Hashable {
      case skip
      case fail
    }

    /// Names the entry; no two entries share one.
    package var name: String
    /// The plugin's own name, for example `Catalog`.
    package var use: String
    /// Validated against the plugin's schema, with its defaults filled in.
    package var with: JSONValue
    /// For one hook.
    package var timeout: Duration
    package var onError: FailurePolicy
    /// Of the prompt, for all its parts together.
    package var maximumTokens: Int

    private enum CodingKeys: String, CodingKey {
      case name
      case use
      case with
      case timeout
      case onError = "on_error"
      case maximumTokens = "max_tokens"
    }
  }
}

extension Configuration.PluginEntry: CustomStringConvertible, CustomDebugStringConvertible {
  /// Its names alone, so that printing a configuration shows no secret of its settings.
  package var description: String { "plugin \(name) (\(use))" }
  package var debugDescription: String { description }
}
