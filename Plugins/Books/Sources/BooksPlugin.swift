public import ParleyPlugin

/// Injects the books that a message asks about.
public struct BooksPlugin: PrePromptHook {
  public struct Options: Decodable, Sendable {
    /// The collection to search.
    public var collection: String
    /// The most books to inject.
    public var top: Int
  }

  public static let name = "Books"
  public static let summary = "Injects the books that a message asks about."
  public static let options = OptionSchema([
    Option("collection", .name, .required, "The collection to search."),
    Option("top", .integer(1...20), .otherwise(5), "The most books to inject."),
  ])

  private let options: Options

  public init(options: Options) {
    self.options = options
  }

  public var hooks: Set<HookPoint> { [.prePrompt] }

  public func start(_ host: any PluginHost) async throws {
    guard host.collections[options.collection] != nil else {
      throw PluginError("there is no collection '\(options.collection)'")
    }
  }

  public func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome {
    let result = try await host.knowledge.search(
      options.collection, for: turn.message.text, limit: options.top)
    let books = result.presented.map { hit in
      Part(.data, text: BookText(hit.record).text, source: hit.record.source, score: hit.score)
    }
    return .parts([Part(.data, text: result.report, priority: 60)] + books)
  }
}
