package import ParleyPlugin

extension Configuration {
  /// A model endpoint, or the built-in extractive model.
  package struct Upstream: Decodable, Sendable, Hashable {
    /// What answers.
    package enum Provider: String, Decodable, Sendable, Hashable {
      case openai
      case anthropic
      case extractive
    }

    /// How the key is sent.
    package struct AuthHeader: Decodable, Sendable, Hashable {
      package var name: String
      /// Empty for the key alone.
      package var scheme: String
    }

    /// What is asked for.
    package enum API: String, Decodable, Sendable, Hashable {
      case chat
      case completions
    }

    /// How long each step of a call may take.
    package struct Timeouts: Decodable, Sendable, Hashable {
      package var connect: Duration
      package var firstByte: Duration
      package var idle: Duration
      package var total: Duration

      private enum CodingKeys: String, CodingKey {
        case connect
        case firstByte = "first_byte"
        case idle
        case total
      }
    }

    /// The file of a tokenizer's ranks, and how the tokenizer cuts text.
    package struct Tokenizer: Decodable, Sendable, Hashable {
      package var file: String
      /// `o200k_base` or `cl100k_base`.
      package var encoding: String
    }

    /// When a call that failed is made again.
    package struct Retry: Decodable, Sendable, Hashable {
      package var max: Int
      package var maxWait: Duration

      private enum CodingKeys: String, CodingKey {
        case max
        case maxWait = "max_wait"
      }
    }

    /// For a million tokens.
    package struct Price: Decodable, Sendable, Hashable {
      package var inputPerMillionTokens: Double
      package var outputPerMillionTokens: Double
      package var currency: String

      private enum CodingKeys: String, CodingKey {
        case inputPerMillionTokens = "input_per_mtok"
        case outputPerMillionTokens = "output_per_mtok"
        case currency
      }
    }

    /// How much may be spent.
    package struct Spend: Decodable, Sendable, Hashable {
      /// In the currency of the price.
      package var perDay: Double?
      package var perMonth: Double?

      private enum CodingKeys: String, CodingKey {
        case perDay = "per_day"
        case perMonth = "per_month"
      }
    }

    package var name: String
    package var provider: Provider
    /// Empty for `extractive` only.
    package var baseURL: String?
    /// Never print it; `LoadedConfiguration.secrets` lists it for redaction.
    package var apiKey: String?
    /// `nil` for what the provider asks for.
    package var authHeader: AuthHeader?
    /// Never print their values.
    package var headers: [String: String]
    package var query: [String: String]
    package var api: API
    /// The name that the endpoint knows; `nil` for `extractive` only.
    package var model: String?
    /// What the model reads and writes in one call.
    package var contextTokens: Int
    /// `nil` when tokens are to be estimated.
    package var tokenizer: Tokenizer?
    package var allowPrivate: Bool
    package var caFile: String?
    package var timeouts: Timeouts
    package var retry: Retry
    /// How many calls may run at a time; `nil` sets no limit.
    package var maxConcurrent: Int?
    /// Sent with every call as they are.
    package var parameters: [String: JSONValue]
    package var dropParams: [String]
    package var thinkTags: Bool
    package var price: Price?
    package var spend: Spend?

    private enum CodingKeys: String, CodingKey {
      case name
      case provider
      case baseURL = "base_url"
      case apiKey = "api_key"
      case authHeader = "auth_header"
      case headers
      case query
      case api
      case model
      case contextTokens = "context_tokens"
      case tokenizer
      case allowPrivate = "allow_private"
      case caFile = "ca_file"
      case timeouts
      case retry
      case maxConcurrent = "max_concurrent"
      case parameters
      case dropParams = "drop_params"
      case thinkTags = "think_tags"
      case price
      case spend
    }
  }
}

extension Configuration.Upstream: CustomStringConvertible, CustomDebugStringConvertible {
  /// Its name alone, so that printing a configuration shows no key.
  package var description: String { "upstream \(name)" }
  package var debugDescription: String { description }
}
