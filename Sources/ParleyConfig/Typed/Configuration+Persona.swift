import ParleyPlugin

extension Configuration {
  /// A bot.
  package struct Persona: Decodable, Sendable, Hashable {
    /// Where records stand in the prompt.
    package enum Placement: String, Decodable, Sendable, Hashable {
      case system
      case late
    }

    /// How an upstream's context is divided.
    package struct Budget: Decodable, Sendable, Hashable {
      /// Tokens kept free for the reply.
      package var reply: Int
      package var knowledge: Share
      package var memory: Share
      package var history: Share
    }

    package var name: String
    /// What people see; the name unless the file says otherwise.
    package var label: String
    /// A BCP 47 tag.
    package var language: String
    package var greeting: String?
    /// Questions that a newcomer may ask.
    package var samples: [String]
    /// With `{{variables}}` not yet filled in; every one of them is known.
    package var instructions: String
    /// Texts for the instructions, by name.
    package var variables: [String: String]
    /// In the order in which they are tried; never one that was left out.
    package var upstreams: [String]
    /// Names of plugin entries, in the order of the configuration.
    package var plugins: [String]
    package var budget: Budget
    package var placement: Placement
    /// Said when it cannot help: `mailto:…` or a URL.
    package var contact: String?
  }
}
