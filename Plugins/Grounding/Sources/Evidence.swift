import ParleyPlugin

/// All that a figure in a reply may rest on.
struct Evidence: Sendable {
  /// The most records that earlier replies cited and that still count.
  static let mostEarlierRecords = 10

  /// Those in the prompt, then those that earlier replies cited.
  private(set) var records: [RecordFacts] = []
  /// Numbers that the user said, and those in the instructions.
  private(set) var said: Set<FigureNumber> = []
  /// Numbers in passages and in what else plugins put into the prompt.
  private(set) var context = TextNumbers()
  /// Numbers in the persona's earlier replies.
  private(set) var earlier: Set<FigureNumber> = []
  /// Identifiers in all of these texts, without hyphens and case.
  private(set) var identifiers: Set<String> = []
  /// Whole numbers in the user's message, such as how many copies are wanted.
  private(set) var wanted: Set<Int64> = []

  /// Gathers it, with the typed records from the knowledge of the turn. Throws what the knowledge
  /// throws.
  init(
    turn: Turn, injected: [InjectedPart], instructions: StatedNumbers,
    knowledge: any KnowledgeAccess
  ) async throws {
    read(turn.message.text, into: \.said)
    wanted = Set(said.compactMap(\.whole).filter { (2...99).contains($0) })
    said.formUnion(instructions.numbers)
    identifiers.formUnion(instructions.identifiers)
    read(turn.persona.contact ?? "", into: \.said)
    for message in turn.history {
      read(message.text, into: message.role == .assistant ? \.earlier : \.said)
    }
    var known: Set<RecordReference> = []
    for injected in injected {
      let text = Evidence.withoutFence(injected.part.text)
      guard let source = injected.part.source else {
        identifiers.formUnion(StatedNumbers(text).identifiers)
        context.formUnion(TextNumbers(all: text, for: [.price, .percent, .year, .pages]))
        continue
      }
      known.insert(source.reference)
      let record = try await knowledge.record(source.reference)
      let facts = RecordFacts(source: source, index: injected.index, record: record, text: text)
      records.append(facts)
      if facts.isPassage {
        identifiers.formUnion(StatedNumbers(text).identifiers)
        context.formUnion(facts.loose)
      }
    }
    let cited = turn.history.reversed().lazy.flatMap(\.sources)
    for source in cited where records.count - injected.count < Evidence.mostEarlierRecords {
      guard known.insert(source.reference).inserted,
        let record = try await knowledge.record(source.reference)
      else { continue }
      let facts = RecordFacts(source: source, index: nil, record: record, text: "")
      if facts.isPassage { context.formUnion(facts.loose) }
      records.append(facts)
    }
  }

  private mutating func read(
    _ text: String, into numbers: WritableKeyPath<Evidence, Set<FigureNumber>>
  ) {
    let stated = StatedNumbers(text)
    self[keyPath: numbers].formUnion(stated.numbers)
    identifiers.formUnion(stated.identifiers)
  }

  /// A part without the lines that fence it, whose numbers are not the record's.
  private static func withoutFence(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("<<") || !$0.hasSuffix(">>") }.joined(separator: "\n")
  }
}
