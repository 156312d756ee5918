public import ParleyPlugin

/// Injects the passages of documents that a message asks about.
public struct DocumentsPlugin: PrePromptHook {
  public struct Options: Decodable, Sendable {
    /// The collection to search.
    public var collection: String
    /// The most passages to inject.
    public var top: Int
  }

  public static let name = "Documents"
  public static let summary = "Injects the passages of documents that a message asks about."
  public static let options = OptionSchema([
    Option("collection", .name, .required, "The collection to search."),
    Option("top", .integer(1...20), .otherwise(3), "The most passages to inject."),
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
    guard !result.presented.isEmpty else { return .unchanged }
    return .parts(
      result.presented.map { hit in
        Part(.data, text: passage(hit.record), source: hit.record.source, score: hit.score)
      })
  }

  /// The headings a passage stands under, then its exact text.
  private func passage(_ record: Record) -> String {
    let headings = record[.headings]?.texts ?? [record.title]
    let updated = record[.updatedAt].map { "\nas of: \($0)" } ?? ""
    return "\(headings.joined(separator: " > "))\(updated)\n\n\(record.text)"
  }
}
