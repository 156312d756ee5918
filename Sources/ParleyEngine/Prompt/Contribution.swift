package import ParleyPlugin

/// The parts that one plugin entry contributed to a turn, most important first.
package struct Contribution: Sendable {
  /// The entry's name in the configuration.
  package var plugin: String
  /// The most tokens its parts may take in one prompt.
  package var maxTokens: Int
  package var parts: [Part]

  package init(plugin: String, maxTokens: Int, parts: [Part]) {
    self.plugin = plugin
    self.maxTokens = maxTokens
    self.parts = parts
  }
}
