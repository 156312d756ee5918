import ParleyDomain
import ParleyPlugin

/// Chooses what kind of reply a turn gets, and puts it together.
struct ClerkReply {
  private let context: TurnContext
  private let phrases: any ClerkPhrases
  private let lookups: [CitedLookup]

  init(_ context: TurnContext) {
    self.context = context
    phrases = clerkPhrases(for: context.persona.language)
    lookups = context.lookups.map { CitedLookup($0, citationIndex: context.citationIndex) }
  }

  /// The whole reply: paragraphs with an empty line between them, a list item per record.
  var text: String {
    let paragraphs = heard.map(smallTalk) ?? readOut()
    return paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// What the message is when it is nothing but small talk.
  ///
  /// A rude word, or a phrase with other words about it, may be a title: when a lookup names a record
  /// for it, it is a request.
  private var heard: SmallTalk? {
    let heard = HeardSmallTalk(context.message, label: context.persona.label, in: phrases)
    guard let heard else { return nil }
    let namesRecord = lookups.contains { !$0.result.reading.named.isEmpty }
    return namesRecord && (heard.kind == .insult || !heard.isVerbatim) ? nil : heard.kind
  }

  private func smallTalk(_ talk: SmallTalk) -> [String] {
    let service = ClerkService(context, phrases)
    return switch talk {
    case .greeting: service.greeting
    case .thanks: [phrases.thanks]
    case .goodbye: [phrases.goodbye]
    case .identity: service.identity
    case .insult: service.afterInsult
    case .help: service.help
    case .affirmation: [phrases.affirmation]
    }
  }

  /// Whether the message refers to something that the chat does not tell. One that has words of its
  /// own in a chat without records ("is it going to rain?") only looks like it.
  private var refersToNothing: Bool {
    let hasRecords = context.history.contains { !$0.sources.isEmpty }
    return lookups.map(\.result.reading).contains { reading in
      reading.isFollowUp && (reading.terms.isEmpty || hasRecords)
    }
  }

  private func readOut() -> [String] {
    let chosen = LookupChoice(lookups, message: context.message, phrases: phrases).chosen
    // What a plugin knows of the matter itself goes before passages, which are general. Where goods
    // are read out, they are what was asked for.
    let remarks =
      chosen.allSatisfy(\.isDocuments)
      ? RemarkReading(context.remarks, phrases).paragraphs : []
    guard !chosen.isEmpty || !remarks.isEmpty else {
      let service = ClerkService(context, phrases)
      return refersToNothing ? [phrases.whichOne] : service.nothingFits
    }
    var paragraphs = remarks
    // Two lookups read the same words the same way; that is told once.
    for paragraph in chosen.flatMap({ LookupReading($0, context, phrases).paragraphs })
    where !paragraphs.contains(paragraph) { paragraphs.append(paragraph) }
    if !ClerkService(context, phrases).hasSaidWhatItIs { paragraphs.append(phrases.whatItIs) }
    return paragraphs
  }
}
