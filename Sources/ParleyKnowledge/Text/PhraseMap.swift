/// Phrases of one or more words, and what each stands for.
///
/// Built once from a lexicon's text. Most words of a request begin no phrase, which one look-up
/// tells.
struct PhraseMap<Value: Sendable>: Sendable {
  /// A phrase found in a request.
  struct Match {
    /// How many words it takes.
    var length: Int
    var value: Value
  }

  private var values: [String: Value] = [:]
  /// The most words of a phrase that begins with this word.
  private var longest: [String: Int] = [:]

  var isEmpty: Bool { values.isEmpty }

  /// Adds phrases separated by commas. A phrase that stands for something already keeps it.
  mutating func add(_ phrases: String, as value: Value, with analyzer: TextAnalyzer) {
    for phrase in phrases.split(separator: ",") {
      let words = analyzer.tokens(String(phrase)).map(\.surface)
      guard let first = words.first else { continue }
      longest[first] = max(longest[first] ?? 0, words.count)
      let key = words.joined(separator: " ")
      if values[key] == nil { values[key] = value }
    }
  }

  /// The longest phrase that begins at this word, or `nil`.
  func match(at start: Int, in words: [String]) -> Match? {
    guard words.indices.contains(start), let most = longest[words[start]] else { return nil }
    var length = min(most, words.count - start)
    while length > 0 {
      let key = length == 1 ? words[start] : words[start..<start + length].joined(separator: " ")
      if let value = values[key] { return Match(length: length, value: value) }
      length -= 1
    }
    return nil
  }
}
