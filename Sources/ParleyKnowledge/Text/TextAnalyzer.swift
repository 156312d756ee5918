/// Turns text into the words that the index holds and that a question is compared with.
///
/// Records and questions go through the same analyzer, so "Müllers Bücher" finds "Muller" and
/// "Buch". Words are lower-case runs of letters and digits (``WordScanner`` tells the exceptions);
/// the stem is Snowball's where it knows the language, and accents are folded after stemming,
/// because Snowball's rules need them.
package struct TextAnalyzer: Sendable {
  /// A word of a text.
  package struct Token: Sendable, Hashable {
    /// The whole word, lower case and without accents.
    package var surface: String
    /// The word's stem, without accents: what the index holds.
    package var stem: String
    /// Where the word stands in the text; `nil` for a token that was made up.
    package var range: Range<String.Index>?

    package init(surface: String, stem: String, range: Range<String.Index>? = nil) {
      self.surface = surface
      self.stem = stem
      self.range = range
    }
  }

  /// The BCP 47 tag that the analyzer was made for.
  package let language: String
  private let stemmer: SnowballStemmer?

  /// Whether words lose their endings.
  package var hasStemmer: Bool { stemmer != nil }

  /// - Parameter language: A BCP 47 tag such as `en` or `pt-BR`. Words of a language that Snowball
  ///   does not know keep their endings.
  package init(language: String) {
    self.language = language
    stemmer = SnowballStemmer(language: language)
  }

  /// The words of the text, in order.
  package func tokens(_ text: String) -> [Token] {
    var scanner = WordScanner(text, language: language)
    var tokens: [Token] = []
    while let word = scanner.next() {
      if let bigrams = CharacterBigrams.tokens(of: word.range, in: text) {
        tokens += bigrams
        continue
      }
      let surface = LetterFolding.fold(word.text)
      let stem = word.isStemmable ? self.stem(of: word.text, surface: surface) : surface
      tokens.append(Token(surface: surface, stem: stem, range: word.range))
    }
    return tokens
  }

  /// The stems of the text's words, joined by spaces, as the index holds them.
  package func stems(_ text: String) -> String {
    tokens(text).map(\.stem).joined(separator: " ")
  }

  /// The text in lower case and without accents; everything else stays.
  package static func folded(_ text: String) -> String {
    LetterFolding.fold(LetterFolding.compose(text.lowercased()))
  }

  private func stem(of word: String, surface: String) -> String {
    guard let stemmer else { return surface }
    let stem = LetterFolding.fold(stemmer.stem(word))
    return stem.isEmpty ? surface : stem
  }
}
