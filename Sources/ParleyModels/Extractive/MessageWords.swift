/// The words of a message or a phrase, lower case, without punctuation: what small talk and names of
/// kinds are recognised by.
struct MessageWords {
  let words: [String]

  /// Apostrophes join ("what's" is one word, `whats`); everything else that is neither letter nor
  /// digit separates.
  init(_ text: String) {
    var words: [String] = []
    var word = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else if character != "'" && character != "\u{2019}" {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    self.words = words
  }

  /// Whether the words of a phrase stand here next to each other.
  func contains(_ phrase: MessageWords) -> Bool {
    words.indices.contains { phrase.stands(in: words, at: $0) }
  }

  /// Whether these words stand in others from a position on.
  func stands(in others: [String], at position: Int) -> Bool {
    !words.isEmpty && others.dropFirst(position).starts(with: words)
  }
}
