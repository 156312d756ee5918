import ParleyPlugin

/// Takes long words apart in languages that write several nouns as one: "Tomatensamen" as "Tomaten"
/// and "Samen".
///
/// A word that the collection has stays whole. Both parts must be words of the collection: the last
/// one, which says what the thing is, may also be the end of its compounds ("Gemüsesamen").
struct CompoundSplitter {
  let catalog: FacetCatalog
  let analyzer: TextAnalyzer
  let lexicon: Lexicon

  private static let shortestModifier = 3
  private static let shortestHead = 4
  /// What must stand before a head, so that it is no ending like "-sam" of "langsam".
  private static let shortestRest = 5
  /// Each unknown word is compared with the whole vocabulary, which a long message cannot afford.
  static let longestRequest = 16

  /// The two parts, as lengths in characters; `nil` for a word that is none.
  func split(_ word: RequestWord) -> (modifier: RequestWord, head: RequestWord)? {
    guard !lexicon.linkingLetters.isEmpty, word.number == nil, catalog.words[word.stem] == nil,
      word.text.count >= Self.shortestModifier + Self.shortestHead, word.text.count <= 60
    else { return nil }
    var best: (modifier: RequestWord, head: RequestWord)?
    for length in Self.shortestModifier...(word.text.count - Self.shortestHead) {
      guard let head = part(String(word.text.dropFirst(length))),
        let modifier = modifier(
          String(word.text.prefix(length)), mayBeUnknown: isCategory(head.stem))
      else { continue }
      // The longest head that is a word by itself; else the longest word before an ending.
      let isWord =
        catalog.words[head.stem] != nil
        || lexicon.kinds.match(at: 0, in: [head.surface]) != nil
      if isWord { return (modifier, head) }
      if !compounds(endingIn: head.stem).isEmpty { best = (modifier, head) }
    }
    return best
  }

  /// Whether things are called that: more of them than the collection names may be asked for.
  private func isCategory(_ stem: String) -> Bool {
    catalog.values[stem]?.contains { $0.field == .category } == true
  }

  /// The first part without its linking letters, when the collection has it.
  private func modifier(_ text: String, mayBeUnknown: Bool) -> RequestWord? {
    if mayBeUnknown, let word = part(text), catalog.words[word.stem] == nil {
      return RequestWord(
        text: text, surface: word.surface, stem: word.stem, isModifier: true)
    }
    for letters in lexicon.linkingLetters where text.lowercased().hasSuffix(letters) {
      let bare = String(text.dropLast(letters.count))
      guard bare.count >= Self.shortestModifier, let word = part(bare),
        catalog.words[word.stem] != nil
      else { continue }
      return RequestWord(
        text: text, surface: word.surface, stem: word.stem, isModifier: true)
    }
    return nil
  }

  private func part(_ text: String) -> RequestWord? {
    analyzer.tokens(text).first.map { RequestWord(text: text, surface: $0.surface, stem: $0.stem) }
  }

  /// The words of the collection that end in a word it does not have by itself.
  func compounds(endingIn stem: String) -> [String] {
    guard !lexicon.linkingLetters.isEmpty, stem.utf8.count >= 3, catalog.words[stem] == nil else {
      return []
    }
    return catalog.words.stems(endingIn: stem).filter {
      $0.utf8.count >= stem.utf8.count + Self.shortestRest
    }
  }
}
