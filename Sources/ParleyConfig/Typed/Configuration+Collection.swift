extension Configuration {
  /// A named body of knowledge and where it comes from.
  package struct Collection: Decodable, Sendable, Hashable {
    /// Chooses weights and presentation.
    package enum Kind: String, Decodable, Sendable, Hashable {
      case products
      case books
      case documents
    }

    /// How old a figure may be and still be said; `nil`: any age.
    package struct MaximumAge: Decodable, Sendable, Hashable {
      package var price: Duration?
      package var stock: Duration?
    }

    /// What a new version must be worth on judged questions.
    package struct Gate: Decodable, Sendable, Hashable {
      /// A table of questions, absolute; or queries with judgments.
      package var questions: String?
      package var queries: String?
      package var judgments: String?
      package var ndcg: Double?
      package var recall: Double?
      package var reciprocalRank: Double?

      private enum CodingKeys: String, CodingKey {
        case questions
        case queries
        case judgments = "qrels"
        case ndcg = "ndcg@10"
        case recall = "recall@20"
        case reciprocalRank = "mrr"
      }
    }

    package var name: String
    package var kind: Kind
    /// Of prices that name none: ISO 4217.
    package var currency: String?
    /// A BCP 47 tag.
    package var language: String
    package var sources: [Source]
    package var gate: Gate?
    package var maximumAge: MaximumAge?
    /// Built versions that stay on disk.
    package var keepVersions: Int

    private enum CodingKeys: String, CodingKey {
      case name
      case kind
      case currency
      case language
      case sources
      case gate
      case maximumAge = "max_age"
      case keepVersions = "keep_versions"
    }
  }

  /// Something that records are read from.
  package struct Source: Decodable, Sendable, Hashable {
    /// Where the bytes come from.
    package enum Origin: Sendable, Hashable {
      /// A file or folder, absolute.
      case path(String)
      /// A program, absolute, and its arguments.
      case command([String])
    }

    package var origin: Origin
    /// Told by the file's name when `nil`; never `nil` for a command.
    package var format: String?
    /// Names of the variables that the command gets.
    package var environment: [String]
    /// How long the command may take.
    package var timeout: Duration
    /// How often it is read again while Parley serves; `nil`: only when asked.
    package var every: Duration?
    /// Merge into the collection instead of replacing it.
    package var update: Bool

    private enum CodingKeys: String, CodingKey {
      case path
      case command
      case format
      case environment
      case timeout
      case every
      case update
    }

    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      if let path = try container.decodeIfPresent(String.self, forKey: .path) {
        origin = .path(path)
      } else {
        origin = .command(try container.decode([String].self, forKey: .command))
      }
      format = try container.decodeIfPresent(String.self, forKey: .format)
      environment = try container.decode([String].self, forKey: .environment)
      timeout = try container.decode(Duration.self, forKey: .timeout)
      every = try container.decodeIfPresent(Duration.self, forKey: .every)
      update = try container.decode(Bool.self, forKey: .update)
    }
  }
}
