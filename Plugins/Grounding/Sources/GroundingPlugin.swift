public import ParleyPlugin

/// Checks the figures in a reply against the records it was given.
public struct GroundingPlugin: BeforeDoneHook, SentenceHook {
  public struct Options: Decodable, Sendable {
    /// The kinds of figures to check.
    public var figures: [String]
    public var onMismatch: Mismatch

    private enum CodingKeys: String, CodingKey {
      case figures
      case onMismatch = "on_mismatch"
    }
  }

  /// What becomes of a figure that nothing confirms.
  public enum Mismatch: String, Decodable, Sendable, CaseIterable {
    /// A notice tells the reader.
    case notice
    /// A notice tells what the record says, where that is clear.
    case correct
    /// The sentence is not shown.
    case hold
  }

  /// The most notices on one reply.
  static let mostNotices = 10

  public static let name = "Grounding"
  public static let summary = "Checks the figures in a reply against the records it was given."
  public static let options = OptionSchema([
    Option(
      "figures", .list(.choice(FigureKind.allCases.map(\.rawValue))),
      .otherwise(.array(FigureKind.allCases.map { .string($0.rawValue) })),
      "The kinds of figures to check."),
    Option(
      "on_mismatch", .choice(Mismatch.allCases.map(\.rawValue)), .otherwise("notice"),
      "What becomes of a figure that nothing confirms: a notice, a notice with what the record says, or its sentence is held back."
    ),
  ])

  private let kinds: Set<FigureKind>
  private let mismatch: Mismatch
  private let stated = StatedNumbersCache()

  public init(options: Options) throws {
    kinds = Set(options.figures.compactMap(FigureKind.init))
    mismatch = options.onMismatch
    guard !kinds.isEmpty else { throw PluginError("`figures` is empty: there is nothing to check") }
  }

  public var hooks: Set<HookPoint> { [.beforeDone] }
  public var holdsSentences: Bool { mismatch == .hold }

  public func beforeDone(_ exchange: Exchange, _ host: any TurnHost) async throws -> [Annotation] {
    // What a plugin answered in the model's place was written by people, and the built-in model reads
    // figures out of the records.
    guard exchange.reply.upstream != nil, exchange.reply.model != "extractive",
      exchange.reply.text.contains(where: \.isNumber)
    else { return [] }
    let check = FigureCheck(
      evidence: try await Evidence(
        turn: exchange.turn, injected: exchange.injected,
        instructions: stated[exchange.instructions],
        knowledge: host.knowledge), kinds: kinds)
    let wording = Wording(language: exchange.turn.persona.language)
    var annotations: [Annotation] = []
    var before = ""
    var start = 0
    for sentence in SentenceSplitter.sentences(of: exchange.reply.text) {
      annotations += check.ungrounded(in: sentence, after: before).map { ungrounded in
        annotation(ungrounded, at: start, wording)
      }
      guard annotations.count < GroundingPlugin.mostNotices else { break }
      before += sentence
      start += sentence.unicodeScalars.count
    }
    return Array(annotations.prefix(GroundingPlugin.mostNotices))
  }

  private func annotation(_ found: Ungrounded, at start: Int, _ wording: Wording) -> Annotation {
    let range = found.figure.range
    let place = start + range.lowerBound..<start + range.upperBound
    if mismatch == .correct, let known = found.known {
      let message = wording.correction(found.figure, known)
      return Annotation(Notice(code: "correction", message: message), range: place)
    }
    let message = wording.notice(found.figure)
    return Annotation(Notice(code: "ungrounded_figure", message: message), range: place)
  }

  public func release(
    _ sentence: DraftSentence, _ host: any TurnHost
  ) async throws -> SentenceVerdict {
    guard sentence.text.contains(where: \.isNumber) else { return .release }
    let check = FigureCheck(
      evidence: try await Evidence(
        turn: sentence.turn, injected: sentence.injected,
        instructions: stated[sentence.instructions],
        knowledge: host.knowledge), kinds: kinds)
    let found = check.ungrounded(in: sentence.text, after: sentence.before)
    guard let first = found.first(where: { $0.known != nil }) ?? found.first else {
      return .release
    }
    let persona = sentence.turn.persona
    let line = Wording(language: persona.language)
      .line(first.figure.kind, first.known, contact: persona.contact)
    let figures = found.map { "“\($0.figure.text)”" }.joined(separator: ", ")
    return .withhold(
      line: line,
      notice: Notice(
        code: "held_sentence",
        message: "Held back, because no record confirms \(figures): \(sentence.text)",
        audience: .operators))
  }
}
