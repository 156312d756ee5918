package import ParleyPlugin

extension Configuration {
  /// A bot.
  package struct Persona: Decodable, Sendable, Hashable {
    package enum Placement: String, Decodable, Sendable, Hashable {
      case system
      case late
    }

    package struct Budget: Decodable, Sendable, Hashable {
      /// Tokens kept free for the reply.
      package var reply: Int
      package var knowledge: TokenShare
      package var memory: TokenShare
      package var history: TokenShare
    }

    package var name: String
    package var label: String
    package var language: String
    package var greeting: String?
    package var samples: [String]
    /// With `{{variables}}` not yet filled in; every one of them is known.
    package var instructions: String
    package var variables: [String: String]
    /// In the order in which they are tried; never one that was left out.
    package var upstreams: [String]
    /// Names of plugin entries, in the order of the configuration.
    package var plugins: [String]
    package var budget: Budget
    package var placement: Placement
    package var contact: String?
  }
}
