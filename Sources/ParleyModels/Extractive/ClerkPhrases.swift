import ParleyPlugin

/// What the clerk says in one language: whole phrases, so that each language keeps its own grammar.
///
/// A phrase never contains a figure of its own; figures come in as parameters.
protocol ClerkPhrases: Sendable {
  var amounts: AmountFormat { get }
  /// Between a name and what is told of it: a colon, in French with a space before it.
  var colon: String { get }
  /// What small talk looks like.
  var smallTalk: SmallTalkPatterns { get }
  /// Words of a request that name a kind of collection, by kind.
  var kindWords: [String: [String]] { get }

  // MARK: About itself

  /// Says that it looks things up and is no language model; one sentence, said once per chat.
  var whatItIs: String { get }
  /// What it can look up; the nouns are never empty.
  func capabilities(_ nouns: [ClerkNoun]) -> String

  // MARK: Small talk

  /// For personas without a greeting of their own.
  func greeting(label: String) -> String
  func identity(label: String) -> String
  var thanks: String { get }
  var goodbye: String { get }
  var affirmation: String { get }
  /// The answer to an insult.
  var calm: String { get }
  /// Leads over to the persona's samples.
  var forExample: String { get }
  func contact(_ address: String) -> String

  // MARK: Openings

  /// Says how many records fit and which are read out.
  func opening(_ opening: ClerkOpening) -> String
  /// Says that there are records and that the prompt had room for none of them.
  func noRoom(_ opening: ClerkOpening) -> String
  /// Leads from the first records in the order asked for to the rest.
  var afterThat: String { get }
  /// Says which constraints left nothing; none is empty.
  func nothing(_ constraints: [String]) -> String
  /// For the constraint of a filter after "nothing": "with colour blue".
  func with(_ constraint: String) -> String
  /// How many there are without those constraints, and which are read out.
  func withoutLimits(_ limits: Int, _ opening: ClerkOpening) -> String
  func nothingFits(collections: [String]) -> String
  /// Leads over to what plugins know of the matter besides records.
  var remarks: String { get }
  /// Asks which record a follow-up means.
  var whichOne: String { get }
  func similar(to title: String?) -> String
  func comes(after last: String, next: String) -> String
  func nothing(after last: String) -> String
  var onlyOneToCompare: String { get }
  var noDifference: String { get }

  // MARK: How the request was read

  func readAs(_ items: [String]) -> String
  func searchedFor(_ terms: [String]) -> String
  func name(_ order: QueryReading.Order) -> String
  /// What the customer wants besides finding; `nil` for finding.
  func name(_ intent: QueryReading.Intent) -> String?
  func constraint(_ label: String, values: [String]) -> String
  func constraint(_ label: String, from least: String?, to most: String?) -> String
  /// A constraint as it follows a noun: "by Le Guin", "under $15".
  func narrowing(_ narrowing: ClerkNarrowing) -> String

  // MARK: Records

  /// What a field is called; `nil` for one that the language does not know.
  func label(_ field: FieldName) -> String?
  /// The name of a language by its code (ISO 639-1); `nil` for one without.
  func name(ofLanguage code: String) -> String?
  func title(_ title: String, by authors: [String]) -> String
  func stock(_ count: String) -> String
  var inStock: String { get }
  var outOfStock: String { get }
  var preorder: String { get }
  var backorder: String { get }
  var onSale: String { get }
  func price(_ now: String, usually: String) -> String
  /// Of a price or a stock that was last confirmed on this day, too long ago.
  func unconfirmed(asOf day: String) -> String
}

/// What is counted.
enum ClerkNoun: Hashable {
  case books
  case products
  /// Passages of documents, with the collection they are in.
  case passages(in: String)
  /// Records of a collection of any other kind.
  case entries(in: String)

  init(_ collection: CollectionInfo) {
    self =
      switch collection.kind {
      case "books": .books
      case "products": .products
      case "documents": .passages(in: collection.name)
      default: .entries(in: collection.name)
      }
  }
}

/// What the first line of a list tells.
struct ClerkOpening {
  var noun: ClerkNoun
  /// How many records fit.
  var total: Int
  /// How many of them are read out.
  var shown: Int
  var order: QueryReading.Order?
  /// Constraints that can follow the noun.
  var narrowings: [ClerkNarrowing]

  /// Whether all that fit are read out.
  var isComplete: Bool { shown >= total }
}

/// A constraint that can follow a counted noun.
enum ClerkNarrowing {
  case authors([String])
  case series(String)
  case category(String)
  case below(String)
  case upTo(String)
  case from(String)
  case between(String, String)
  case inStock
  case onSale
}

/// The phrases of a language, by its BCP 47 tag; English for a language that has none.
func clerkPhrases(for language: String) -> any ClerkPhrases {
  let primary = language.lowercased().prefix { $0 != "-" && $0 != "_" }
  return switch primary {
  case "de": GermanPhrases()
  case "fr": FrenchPhrases()
  case "es": SpanishPhrases()
  case "pt": PortuguesePhrases()
  default: EnglishPhrases()
  }
}

extension [String] {
  /// The texts as an enumeration: "a, b and c".
  func enumerated(with conjunction: String) -> String {
    guard count > 1, let last else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) \(conjunction) \(last)"
  }
}
