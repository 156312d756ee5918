public import ParleyPlugin

/// Injects the passages of documents that a message asks about.
public struct DocumentsPlugin: PrePromptHook {
  public struct Options: Decodable, Sendable {
    /// The collection to search.
    public var collection: String
    /// The most passages to inject.
    public var top: Int
    /// Whether all records are offered besides those that are found.
    public var whole: Bool?
  }

  public static let name = "Documents"
  public static let summary = "Injects the passages of documents that a message asks about."
  public static let options = OptionSchema([
    Option("collection", .name, .required, "The collection to search."),
    Option("top", .integer(1...20), .otherwise(3), "The most passages to inject."),
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
    let found = result.presented.map { hit in
      Part(.data, text: passage(hit.record), source: hit.record.source, score: hit.score)
    }
    let parts = try await whole(host) + found
    return parts.isEmpty ? .unchanged : .parts(parts)
  }

  /// The collection as parts that go in together, when that is wanted and it can be listed.
  private func whole(_ host: any TurnHost) async throws -> [Part] {
    guard options.whole == true,
      let records = try await host.knowledge.records(of: options.collection, atMost: 500)
    else { return [] }
    return records.map {
      Part(.data, text: passage($0), source: $0.source, section: .whole)
    }
  }

  /// The headings a passage stands under, then its exact text.
  private func passage(_ record: Record) -> String {
    let headings = record[.headings]?.texts ?? [record.title]
    let updated = record[.updatedAt].map { "\nas of: \($0)" } ?? ""
    return "\(headings.joined(separator: " > "))\(updated)\n\n\(record.text)"
  }
}
