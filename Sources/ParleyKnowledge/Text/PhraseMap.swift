/// Phrases of one or more words, and what each stands for.
///
/// Built once from a lexicon's text; a look-up takes time in the length of the longest phrase.
struct PhraseMap<Value: Sendable>: Sendable {
  /// A phrase found in a request.
  struct Match {
    /// How many words it takes.
    var length: Int
    var value: Value
  }

  private var values: [String: Value] = [:]
  private var longest = 0

  /// Adds phrases separated by commas. A phrase that stands for something already keeps it.
  mutating func add(_ phrases: String, as value: Value, with analyzer: TextAnalyzer) {
    for phrase in phrases.split(separator: ",") {
      let words = analyzer.tokens(String(phrase)).map(\.surface)
      guard !words.isEmpty else { continue }
      longest = max(longest, words.count)
      let key = words.joined(separator: " ")
      if values[key] == nil { values[key] = value }
    }
  }

  /// The longest phrase that begins at this word, or `nil`.
  func match(at start: Int, in words: some Collection<String>) -> Match? {
    var length = min(longest, words.count - start)
    guard length > 0 else { return nil }
    let rest = words.dropFirst(start)
    while length > 0 {
      if let value = values[rest.prefix(length).joined(separator: " ")] {
        return Match(length: length, value: value)
      }
      length -= 1
    }
    return nil
  }
}
