import ParleyDomain
import ParleyPlugin

/// What the clerk says when there is no record to read out: from the persona's own lines, its
/// contact, and what was looked into.
struct ClerkService {
  /// How many of the persona's samples are offered at a greeting, and beside other help.
  private static let samplesAtGreeting = 3
  private static let samplesBesideHelp = 2

  private let persona: Persona
  private let history: [ChatMessage]
  private let collections: [CollectionInfo]
  private let phrases: any ClerkPhrases

  init(_ context: TurnContext, _ phrases: any ClerkPhrases) {
    persona = context.persona
    history = context.history
    self.phrases = phrases
    var seen: [CollectionInfo] = []
    for lookup in context.lookups where !seen.contains(lookup.result.collection) {
      seen.append(lookup.result.collection)
    }
    collections = seen
  }

  var greeting: [String] {
    [persona.greeting ?? phrases.greeting(label: persona.label)]
      + samples(ClerkService.samplesAtGreeting)
  }

  var identity: [String] {
    [sentences(phrases.identity(label: persona.label), phrases.whatItIs, capabilities)] + contact
  }

  var help: [String] {
    [sentences(introduction, capabilities)] + samples(ClerkService.samplesAtGreeting) + contact
  }

  var afterInsult: [String] {
    [sentences(phrases.calm, contact.first)]
  }

  /// For requests that no lookup can answer.
  var nothingFits: [String] {
    [phrases.nothingFits(collections: collections.map(\.name))] + offer
  }

  /// What else to try: what can be looked up, samples, the contact.
  var offer: [String] {
    [sentences(introduction, capabilities)] + samples(ClerkService.samplesBesideHelp) + contact
  }

  /// Whether an earlier reply of this chat has said that this is no language model.
  var hasSaidWhatItIs: Bool {
    history.contains { $0.role == .assistant && $0.text.contains(phrases.whatItIs) }
  }

  private var introduction: String? { hasSaidWhatItIs ? nil : phrases.whatItIs }

  private var capabilities: String? {
    var nouns: [ClerkNoun] = []
    for noun in collections.map(ClerkNoun.init) where !nouns.contains(noun) { nouns.append(noun) }
    return nouns.isEmpty ? nil : phrases.capabilities(nouns)
  }

  private var contact: [String] {
    guard let contact = persona.contact, !contact.isEmpty else { return [] }
    return [phrases.contact(ClerkService.address(contact))]
  }

  /// An address as people write it: without the scheme of `mailto:` and `tel:`, and without a query.
  static func address(_ contact: String) -> String {
    for scheme in ["mailto:", "tel:"] where contact.lowercased().hasPrefix(scheme) {
      return String(contact.dropFirst(scheme.count).prefix { $0 != "?" })
    }
    return contact
  }

  private func samples(_ limit: Int) -> [String] {
    guard !persona.samples.isEmpty else { return [] }
    let lines = persona.samples.prefix(limit).map { "- \($0)" }
    return [([phrases.forExample] + lines).joined(separator: "\n")]
  }

  private func sentences(_ sentences: String?...) -> String {
    sentences.compactMap(\.self).joined(separator: " ")
  }
}
