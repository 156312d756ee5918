/// What a message is when it asks for nothing.
enum SmallTalk: CaseIterable {
  // In the order of precedence: "hello, who are you?" asks who, "thanks, bye" takes leave.
  case insult
  case identity
  case help
  case goodbye
  case thanks
  case greeting
  case affirmation
}

/// Small talk heard in a message that consists of nothing else.
struct HeardSmallTalk {
  /// A longer message always asks for something.
  private static let longest = 16

  let kind: SmallTalk
  /// Whether every word belongs to a phrase; else words that carry nothing stand between, and the
  /// message may as well be a title ("Goodbye to All That").
  let isVerbatim: Bool

  /// Recognises a message that consists of small talk only; `nil` when anything else is in it.
  ///
  /// Words that carry nothing ("there", "very much", the persona's own name) may stand between.
  /// Besides the persona's language English is understood.
  init?(_ message: String, label: String, in phrases: any ClerkPhrases) {
    let words = MessageWords(message).words
    guard !words.isEmpty, words.count <= HeardSmallTalk.longest else { return nil }
    let names = MessageWords(label).words
    for patterns in [phrases.smallTalk, EnglishPhrases().smallTalk] {
      if let heard = HeardSmallTalk(words, names: names, in: patterns) {
        self = heard
        return
      }
    }
    return nil
  }

  /// Takes the longest phrase at each place, so that "thanks for your help" is no call for help.
  private init?(_ words: [String], names: [String], in patterns: SmallTalkPatterns) {
    var found: Set<SmallTalk> = []
    var position = 0
    var isVerbatim = true
    while position < words.count {
      if let match = patterns.longest(in: words, at: position) {
        found.insert(match.kind)
        position += match.length
      } else if patterns.fillers.contains(words[position]) || names.contains(words[position]) {
        isVerbatim = false
        position += 1
      } else {
        return nil
      }
    }
    guard let kind = SmallTalk.allCases.first(where: found.contains) else { return nil }
    self.kind = kind
    self.isVerbatim = isVerbatim
  }
}

/// The small talk of a language, ready to be looked up word by word.
struct SmallTalkPatterns: Sendable {
  /// By first word; the longest first, then in the order of precedence.
  private let phrases: [String: [(kind: SmallTalk, words: MessageWords)]]
  /// Words that may stand beside the phrases without meaning anything.
  let fillers: Set<String>

  init(_ lists: SmallTalkLists) {
    fillers = Set(lists.fillers)
    let patterns = SmallTalk.allCases.flatMap { kind in
      lists.phrases(of: kind).map { (kind: kind, words: MessageWords($0)) }
    }
    phrases = Dictionary(grouping: patterns) { $0.words.words.first ?? "" }
      .mapValues { same in
        same.enumerated().sorted {
          let (left, right) = ($0.element.words.words.count, $1.element.words.words.count)
          return left == right ? $0.offset < $1.offset : left > right
        }.map(\.element)
      }
  }

  /// The longest phrase that stands at this place, with its number of words.
  func longest(in words: [String], at position: Int) -> (kind: SmallTalk, length: Int)? {
    guard words.indices.contains(position) else { return nil }
    return phrases[words[position]]?.first { $0.words.stands(in: words, at: position) }
      .map { ($0.kind, $0.words.words.count) }
  }
}

/// The phrases by which a language's small talk is recognised.
struct SmallTalkLists: Sendable {
  var greeting: [String]
  var thanks: [String]
  var goodbye: [String]
  var identity: [String]
  var insult: [String]
  var help: [String]
  var affirmation: [String]
  /// Words that may stand beside those phrases without meaning anything.
  var fillers: [String]

  func phrases(of kind: SmallTalk) -> [String] {
    switch kind {
    case .greeting: greeting
    case .thanks: thanks
    case .goodbye: goodbye
    case .identity: identity
    case .insult: insult
    case .help: help
    case .affirmation: affirmation
    }
  }
}
