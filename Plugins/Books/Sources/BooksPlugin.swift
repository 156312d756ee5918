public import ParleyPlugin

/// Injects the books that a message asks about.
public struct BooksPlugin: PrePromptHook {
  public struct Options: Decodable, Sendable {
    /// The collection to search.
    public var collection: String
    /// The most books to inject.
    public var top: Int
    /// Whether all records are offered besides those that are found.
    public var whole: Bool?
  }

  public static let name = "Books"
  public static let summary = "Injects the books that a message asks about."
  public static let options = OptionSchema([
    Option("collection", .name, .required, "The collection to search."),
    Option("top", .integer(1...20), .otherwise(5), "The most books to inject."),
    Option(
      "whole", .boolean, .otherwise(false),
      "Whether all records go into the prompt when there are at most 500 and they fit `max_tokens` and the persona's share; otherwise those that are found."
    ),
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
    let report = Part(.data, text: result.report, priority: 60)
    return .parts(try await whole(host) + [report] + books)
  }

  /// The collection as parts that go in together, when that is wanted and it can be listed.
  private func whole(_ host: any TurnHost) async throws -> [Part] {
    guard options.whole == true,
      let records = try await host.knowledge.records(of: options.collection, atMost: 500)
    else { return [] }
    return records.map {
      Part(.data, text: BookText($0).text, source: $0.source, section: .whole)
    }
  }
}
