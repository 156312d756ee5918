import ParleyPlugin

/// What a version's records are called and how they are labelled: the collection's own words, by
/// which requests are read.
///
/// Immutable, built once per version (``FacetCatalog/init(_:of:language:)``). Keys are stems joined by spaces, as the
/// version's tables hold them.
struct FacetCatalog: Sendable {
  /// A value of a text field, as the collection writes it.
  struct Value: Sendable, Hashable {
    var field: FieldName
    var text: String
    /// How many records have it.
    var records: Int
  }

  var recordCount = 0
  /// The collection's currency, when it has one.
  var currency: String?
  /// Fields that at least one record has.
  var fields: Set<FieldName> = []
  /// Whole values.
  var values: [String: [Value]] = [:]
  /// Parts of values that stand for them: one colour of several, the last word of "dark green".
  var parts: [String: [Value]] = [:]
  /// Categories by their last word, for a word that is a category by itself: "Fountain Pens".
  var heads: [String: [Value]] = [:]
  /// The values of `colour` by the colours that they are (``ColourNames``).
  var colours: [String: [Value]] = [:]
  /// The ends of people's names ("Guin", "Le Guin"), and first with last name.
  var people: [String: [Value]] = [:]
  /// The words of people's names, by their length in bytes.
  var nameWords: [Int: Set<String>] = [:]
  /// The beginnings of the names of series.
  var seriesBeginnings: [String: [Value]] = [:]
  /// Sizes exactly as written.
  var sizes: [String: Value] = [:]
  /// The values of `language`, as the collection writes them.
  var languages: [Value] = []
  /// ISBN, SKU, GTIN and ids of records without signs, lower case.
  var identifiers = KeyIndex.empty
  /// Whole titles, and main titles before a colon.
  var titles = KeyIndex.empty
  /// The first stems of ``titles``.
  var titleBeginnings = KeyIndex.empty
  var words = Vocabulary()
  /// ``words`` by their letters, in languages that write several nouns as one; else empty.
  var trigrams = VocabularyTrigrams()

  /// The longest title or value that is recognised, in words.
  static let longestSpan = 16

  func has(_ field: FieldName) -> Bool {
    fields.contains(field)
  }
}
