package import ParleyPlugin

/// A bot: how it speaks, what it may use, and how it spends its context.
package struct Persona: Sendable, Hashable {
  package var name: String
  package var label: String
  /// A BCP 47 tag, for example `en`.
  package var language: String
  package var greeting: String?
  /// Questions a newcomer may ask.
  package var samples: [String]
  /// The operator's instructions, with `{{variables}}` not yet filled in.
  package var instructions: String
  package var variables: [String: String]
  /// Upstreams to try, in order.
  package var upstreams: [String]
  /// Entries of the plugins that take part, in the order of the configuration.
  package var plugins: [String]
  package var budget: PromptBudget
  package var placement: Placement
  /// What to say when the bot cannot help: an address, `mailto:` or a URL.
  package var contact: String?

  /// Where records stand in the prompt.
  package enum Placement: String, Sendable, Hashable {
    /// At the end of the system message.
    case system
    /// In a last system message before the user's, which keeps the provider's prompt cache.
    case late
  }

  package init(
    name: String, label: String, language: String, greeting: String? = nil, samples: [String] = [],
    instructions: String = "", variables: [String: String] = [:], upstreams: [String] = [],
    plugins: [String] = [], budget: PromptBudget = PromptBudget(), placement: Placement = .system,
    contact: String? = nil
  ) {
    self.name = name
    self.label = label
    self.language = language
    self.greeting = greeting
    self.samples = samples
    self.instructions = instructions
    self.variables = variables
    self.upstreams = upstreams
    self.plugins = plugins
    self.budget = budget
    self.placement = placement
    self.contact = contact
  }

  /// As plugins see it.
  package var info: PersonaInfo {
    PersonaInfo(name: name, label: label, language: language, contact: contact)
  }
}
