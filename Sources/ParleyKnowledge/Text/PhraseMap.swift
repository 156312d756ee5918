/// Phrases of one or more words, and what each stands for.
///
/// Built once from a lexicon's text. Most words of a request begin no phrase, which their numbers
/// (``PhraseOpenings``) tell without a look-up.
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
  /// The same by the word's number; 0 and what is missing stand for no phrase.
  private var longestByNumber: [Int] = []

  var isEmpty: Bool { values.isEmpty }

  /// Adds phrases separated by commas. A phrase that stands for something already keeps it.
  mutating func add(
    _ phrases: String, as value: Value, with analyzer: TextAnalyzer,
    _ openings: inout PhraseOpenings
  ) {
    for phrase in phrases.split(separator: ",") {
      let words = analyzer.tokens(String(phrase)).map(\.surface)
      guard let first = words.first else { continue }
      let most = max(longest[first] ?? 0, words.count)
      longest[first] = most
      let number = openings.add(first)
      while longestByNumber.count <= number { longestByNumber.append(0) }
      longestByNumber[number] = most
      let key = words.joined(separator: " ")
      if values[key] == nil { values[key] = value }
    }
  }

  /// The longest phrase that begins at this word, or `nil`.
  func match(at start: Int, in words: [String]) -> Match? {
    guard words.indices.contains(start), let most = longest[words[start]] else { return nil }
    return match(at: start, in: words, ofAtMost: most)
  }

  /// As ``match(at:in:)``, for words whose numbers are known.
  func match(at start: Int, in words: PhraseWords) -> Match? {
    guard let number = words.number(at: start), number < longestByNumber.count,
      longestByNumber[number] > 0
    else { return nil }
    return match(at: start, in: words.words, ofAtMost: longestByNumber[number])
  }

  private func match(at start: Int, in words: [String], ofAtMost most: Int) -> Match? {
    var length = min(most, words.count - start)
    while length > 0 {
      let key = length == 1 ? words[start] : words[start..<start + length].joined(separator: " ")
      if let value = values[key] { return Match(length: length, value: value) }
      length -= 1
    }
    return nil
  }
}
