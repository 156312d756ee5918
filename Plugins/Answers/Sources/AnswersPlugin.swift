public import ParleyPlugin
import Synchronization

/// Gives fixed answers from a file, in the model's place.
public final class AnswersPlugin: PrePromptHook {
  public struct Options: Decodable, Sendable {
    /// The YAML or JSON file with the answers, beside the configuration.
    public var file: String
    /// How phrases match where an entry says nothing.
    public var match: String
  }

  public static let name = "Answers"
  public static let summary =
    "Gives fixed answers from a file to messages that match their phrases."
  public static let options = OptionSchema([
    Option("file", .path, .required, "The YAML or JSON file with the answers."),
    Option(
      "match", .choice(AnswerEntry.Match.allCases.map(\.rawValue)), .otherwise("whole"),
      "Whether a phrase is the whole message, greetings aside, or stands anywhere in it; entries may say it themselves."
    ),
  ])

  private let file: String
  private let match: AnswerEntry.Match
  /// Filled once, by ``start(_:)``.
  private let book = Mutex(AnswerBook(entries: []))

  public init(options: Options) {
    file = options.file
    match = AnswerEntry.Match(rawValue: options.match) ?? .whole
  }

  public var hooks: Set<HookPoint> { [.prePrompt] }

  public func start(_ host: any PluginHost) async throws {
    let document = try await host.document(at: file)
    let entries = try AnswerFile(name: file, match: match, collections: host.collections.keys)
      .entries(in: document)
    book.withLock { $0 = AnswerBook(entries: entries) }
  }

  public func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome {
    let book = book.withLock { $0 }
    guard let entry = book.entry(for: turn.message.text, language: turn.persona.language) else {
      return .unchanged
    }
    var sources: [Source] = []
    var text = entry.answer
    for (position, reference) in entry.sources.enumerated() {
      let number = sources.count + 1
      if let record = try await host.knowledge.record(reference) {
        sources.append(record.source)
        text = text.replacing("[\(position + 1)]", with: "[\(number)]")
      } else {
        host.log(
          .warning, "an answer cites a record that is not loaded",
          ["answer": .string(entry.name), "record": .string(reference.description)])
        text = text.replacing(" [\(position + 1)]", with: "")
          .replacing("[\(position + 1)]", with: "")
      }
    }
    return .answer(Answer(text: text, sources: sources))
  }
}
