/// Finds the answer to a message among the entries of a file.
///
/// The most certain match wins, then the first in the file: the whole message word for word, the whole
/// message with slips of typing, then the longest phrase that stands in it.
struct AnswerBook: Sendable {
  /// Longer messages ask more than a fixed answer can say, in words.
  static let longestMessage = 200

  let entries: [AnswerEntry]

  /// The entry for a message to a persona that speaks this language; `nil` when none fits.
  func entry(for message: String, language: String) -> AnswerEntry? {
    guard let words = FoldedWords.words(of: message, atMost: AnswerBook.longestMessage) else {
      return nil
    }
    let language = AnswerBook.primary(language)
    let candidates = entries.filter { $0.languages.isEmpty || $0.languages.contains(language) }
    let core = Courtesies.removed(from: words)
    return candidates.first { $0.is(words, core, ==) }
      ?? candidates.first { $0.is(words, core, TypingSlip.mayBe) }
      ?? longest(in: words, of: candidates)
  }

  private func longest(in words: [String], of candidates: [AnswerEntry]) -> AnswerEntry? {
    var best: (entry: AnswerEntry, length: Int)?
    for entry in candidates where entry.match == .contains {
      for phrase in entry.phrases
      where phrase.count > best?.length ?? 0 && AnswerBook.stands(phrase, in: words) {
        best = (entry, phrase.count)
      }
    }
    return best?.entry
  }

  private static func stands(_ phrase: [String], in words: [String]) -> Bool {
    guard phrase.count <= words.count else { return false }
    return (0...(words.count - phrase.count)).contains { start in
      zip(words[start...], phrase).allSatisfy { TypingSlip.mayBe($0, $1) }
    }
  }

  /// `en` of `en-GB`.
  static func primary(_ language: String) -> String {
    String(language.prefix { $0 != "-" && $0 != "_" }).lowercased()
  }
}

extension AnswerEntry {
  /// Whether one of the phrases is the message, as it is or without courtesies on both sides.
  fileprivate func `is`(
    _ message: [String], _ core: [String], _ same: (String, String) -> Bool
  ) -> Bool {
    phrases.contains { phrase in
      if message.elementsEqual(phrase, by: same) { return true }
      guard !core.isEmpty else { return false }
      return core.elementsEqual(phrase, by: same)
        || core.elementsEqual(Courtesies.removed(from: phrase), by: same)
    }
  }
}
