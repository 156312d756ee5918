package import ParleyPlugin

extension Configuration.Persona {
  /// One share of a budget: written as `40%`, as `1200`, or as a mapping.
  package struct Share: Decodable, Sendable, Hashable {
    package var share: TokenShare
    /// `min`
    package var least: TokenShare?
    /// `max`
    package var most: TokenShare?
    package var priority: Int?

    package init(_ share: TokenShare) {
      self.share = share
    }

    package static func tokens(_ tokens: Int) -> Share { Share(.tokens(tokens)) }
    package static func percent(_ percent: Int) -> Share { Share(.percent(percent)) }

    private enum CodingKeys: String, CodingKey {
      case share
      case tokens
      case least = "min"
      case most = "max"
      case priority
    }

    package init(from decoder: any Decoder) throws {
      let container: KeyedDecodingContainer<CodingKeys>
      do {
        container = try decoder.container(keyedBy: CodingKeys.self)
      } catch DecodingError.typeMismatch {
        share = try TokenShare(from: decoder)
        return
      }
      if let tokens = try container.decodeIfPresent(Int.self, forKey: .tokens) {
        share = .tokens(tokens)
      } else {
        share = try container.decode(TokenShare.self, forKey: .share)
      }
      least = try container.decodeIfPresent(TokenShare.self, forKey: .least)
      most = try container.decodeIfPresent(TokenShare.self, forKey: .most)
      priority = try container.decodeIfPresent(Int.self, forKey: .priority)
    }
  }
}
