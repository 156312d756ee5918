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

extension Contribution {
  /// What an earlier chat came to, in a chat that was begun with its summary: data like any other,
  /// since it repeats what was said.
  init(carried summary: String) {
    self.init(
      plugin: "parley", maxTokens: .max,
      parts: [
        Part(
          .data, text: "What was said in an earlier chat:\n\(summary)", priority: 100,
          section: .memory)
      ])
  }
}
