/// The words of a language that say how a request is meant.
///
/// Everything in Parley's search that is bound to a language stands in a lexicon. A lexicon knows
/// how people ask; it knows no word of any collection (authors, brands, colours): those come from
/// the collection itself.
package struct Lexicon: Sendable {
  /// The primary BCP 47 tag, for example `de`; empty for ``plain``.
  package let language: String
  /// Whether the language writes all nouns with a capital, so that a capital marks no name.
  let capitalisesNouns: Bool
  /// Whether the word before an author's name also means other things ("von", "de"), so that an
  /// unknown name must begin with a capital to be one.
  let byNeedsCapital: Bool
  /// What may stand between the nouns of a compound, the empty string included; none where a
  /// language writes compounds as several words.
  let linkingLetters: [String]
  /// Whether keyboards without its letters write "ue" for "ü".
  let writesUmlautsAsDigraphs: Bool
  /// Endings of plurals, without accents, and of their singulars, where Snowball gives them two stems.
  let irregularEndings: [(plural: String, singular: String)]

  /// By the cues' raw values.
  private let cues: [PhraseMap<Bool>]
  private let openings: PhraseOpenings
  /// Words that name a kind of record; `item` names any kind.
  let kinds: PhraseMap<String>
  /// Words and signs of currencies: ISO 4217 codes, the likeliest first.
  let currencies: PhraseMap<[String]>
  /// Names of languages: BCP 47 tags.
  let languages: PhraseMap<String>
  /// "second", "2nd".
  let ordinals: PhraseMap<Int>
  /// "two".
  let cardinals: PhraseMap<Int>
  /// Short and colloquial names of kinds of things: what collections call them.
  let longForms: PhraseMap<String>
  /// Phrases that ask for what one word names ("how much is": "cost").
  let paraphrases: PhraseMap<String>
  /// Whom things are for: the other stems of a stem's group ("kids": "children").
  let wearers: [String: [String]]
  /// Shop talk that means the same: the other stems of a stem's group.
  let synonyms: [String: [String]]

  init(_ source: LexiconSource) {
    let analyzer = TextAnalyzer(language: source.language)
    language = source.language
    capitalisesNouns = source.capitalisesNouns
    var openings = PhraseOpenings()
    cues = Cue.allCases.map { cue in
      Self.map(source.cues[cue].map { [($0, true)] } ?? [], analyzer, &openings)
    }
    kinds = Self.map(source.kinds, analyzer, &openings)
    languages = Self.map(source.languages, analyzer, &openings)
    ordinals = Self.map(source.ordinals.enumerated().map { ($1, $0 + 1) }, analyzer, &openings)
    cardinals = Self.map(
      source.cardinals.split(separator: ",").enumerated().map { (String($1), $0 + 1) }, analyzer,
      &openings)
    byNeedsCapital = source.byNeedsCapital
    linkingLetters = source.linkingLetters
    writesUmlautsAsDigraphs = source.writesUmlautsAsDigraphs
    irregularEndings = source.irregularEndings
    currencies = Self.map(source.currencies, analyzer, &openings)
    paraphrases = Self.map(source.paraphrases, analyzer, &openings)
    longForms = Self.map(source.longForms, analyzer, &openings)
    self.openings = openings
    synonyms = Self.groups(source.synonyms, analyzer)
    wearers = Self.groups(source.wearers, analyzer)
  }

  /// By each stem of a group the others.
  private static func groups(
    _ groups: [String], _ analyzer: TextAnalyzer
  ) -> [String: [String]] {
    var others: [String: [String]] = [:]
    for group in groups {
      let stems = group.split(separator: ",").compactMap { analyzer.tokens(String($0)).first?.stem }
      for stem in stems {
        others[stem, default: []] += stems.filter { $0 != stem }
      }
    }
    return others
  }

  /// The lexicon of a language; ``plain`` when there is none for it.
  ///
  /// - Parameter language: A BCP 47 tag; only its first part counts.
  package static func lexicon(for language: String) -> Lexicon {
    let tag = language.lowercased().prefix { $0 != "-" && $0 != "_" }
    return switch tag {
    case "en": english
    case "de": german
    case "fr": french
    case "es": spanish
    case "pt": portuguese
    default: plain
    }
  }

  /// A lexicon that knows no words: numbers, signs and the collection's own values still count.
  static let plain = Lexicon(LexiconSource(language: ""))

  /// How many words from here on are a phrase for this cue; 0 when none is.
  func length(of cue: Cue, at start: Int, in words: [String]) -> Int {
    cues[cue.rawValue].match(at: start, in: words)?.length ?? 0
  }

  /// As ``length(of:at:in:)-([String])``, for ``words(_:)``.
  func length(of cue: Cue, at start: Int, in words: PhraseWords) -> Int {
    cues[cue.rawValue].match(at: start, in: words)?.length ?? 0
  }

  /// The words of a request, prepared for being asked about many times.
  func words(_ surfaces: [String]) -> PhraseWords { openings.words(surfaces) }

  /// Whether the language has words for a cue.
  func knows(_ cue: Cue) -> Bool {
    !cues[cue.rawValue].isEmpty
  }

  private static func map<Value>(
    _ pairs: [(String, Value)], _ analyzer: TextAnalyzer, _ openings: inout PhraseOpenings
  ) -> PhraseMap<Value> {
    var map = PhraseMap<Value>()
    for (phrases, value) in pairs { map.add(phrases, as: value, with: analyzer, &openings) }
    return map
  }
}

/// A lexicon as it is written down: phrases separated by commas.
struct LexiconSource {
  var language: String
  var capitalisesNouns = false
  var byNeedsCapital = true
  var linkingLetters: [String] = []
  var writesUmlautsAsDigraphs = false
  var irregularEndings: [(plural: String, singular: String)] = []
  var cues: [Cue: String] = [:]
  /// Phrases, and `books`, `products`, `documents` or `item`.
  var kinds: [(String, String)] = []
  var currencies: [(String, [String])] = []
  var languages: [(String, String)] = []
  /// What stands for 1, 2, 3 and so on.
  var ordinals: [String] = []
  /// The words for 1, 2, 3 and so on.
  var cardinals = ""
  /// Short names, and the long form.
  var longForms: [(String, String)] = []
  /// Phrases, and the word that names what they ask for.
  var paraphrases: [(String, String)] = []
  /// Groups of words for the same people.
  var wearers: [String] = []
  /// Groups of words that ask for the same.
  var synonyms: [String] = []
}
