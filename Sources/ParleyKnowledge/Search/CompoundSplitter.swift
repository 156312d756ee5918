import ParleyPlugin

/// Takes long words apart in languages that write several nouns as one: "Tomatensamen" as "Tomaten"
/// and "Samen".
///
/// A word that the collection has stays whole, and so does one that its compounds end in. Both parts
/// must be words of the collection: the first may also begin its compounds ("Gartenmöbel"), and the
/// last, which says what the thing is, may end them ("Gemüsesamen").
struct CompoundSplitter {
  let catalog: FacetCatalog
  let analyzer: TextAnalyzer
  let lexicon: Lexicon

  private static let shortestModifier = 3
  private static let shortestHead = 4
  /// Of a part that is misspelt, or that only begins other compounds.
  private static let shortestUnknown = 5
  /// Each unknown word is compared with the whole vocabulary, which a long message cannot afford.
  static let longestRequest = 16

  /// The two parts with their forms; `nil` for a word that is none.
  func split(_ word: RequestWord) -> (modifier: RequestWord, head: RequestWord)? {
    guard !lexicon.linkingLetters.isEmpty, word.number == nil, catalog.words[word.stem] == nil,
      word.forms.isEmpty,
      word.text.count >= Self.shortestModifier + Self.shortestHead, word.text.count <= 60
    else { return nil }
    let cuts = Self.shortestModifier...(word.text.count - Self.shortestHead)
    var best: (modifier: RequestWord, head: RequestWord)?
    for length in cuts {
      guard let head = part(String(word.text.dropFirst(length))),
        let modifier = modifier(
          String(word.text.prefix(length)), mayBeUnknown: isCategory(head.stem))
      else { continue }
      // The longest head that is a word by itself; else the longest word before an ending.
      let isWord =
        catalog.words[head.stem] != nil
        || lexicon.kinds.match(at: 0, in: [head.surface]) != nil
      if isWord { return (modifier, head) }
      if !head.forms.isEmpty { best = (modifier, head) }
    }
    return best ?? misspelt(word, cuts)
  }

  /// Whether things are called that: more of them than the collection names may be asked for.
  private func isCategory(_ stem: String) -> Bool {
    catalog.values[stem]?.contains { $0.field == .category } == true
  }

  /// The first part without its linking letters, when the collection has it.
  private func modifier(_ text: String, mayBeUnknown: Bool) -> RequestWord? {
    if let whole = part(text, isModifier: true), catalog.words[whole.stem] == nil,
      mayBeUnknown || (text.count >= Self.shortestUnknown && !whole.parts.isEmpty)
    {
      return whole
    }
    for letters in lexicon.linkingLetters where text.lowercased().hasSuffix(letters) {
      let bare = String(text.dropLast(letters.count))
      guard bare.count >= Self.shortestModifier, var word = part(bare, isModifier: true),
        catalog.words[word.stem] != nil
      else { continue }
      word.text = text
      return word
    }
    return nil
  }

  private func part(_ text: String, isModifier: Bool = false) -> RequestWord? {
    analyzer.tokens(text).first.map {
      forms.complete(
        RequestWord(text: text, surface: $0.surface, stem: $0.stem, isModifier: isModifier),
        findsCompounds: true)
    }
  }

  private var forms: WordForms {
    WordForms(catalog: catalog, analyzer: analyzer, lexicon: lexicon)
  }

  // MARK: Misspelt heads

  /// "Damenwanderschue": a known first part, and a last one that is a slip away from a word.
  private func misspelt(
    _ word: RequestWord, _ cuts: ClosedRange<Int>
  ) -> (modifier: RequestWord, head: RequestWord)? {
    guard word.text.count >= 2 * Self.shortestUnknown, spelling(of: word.surface, atMost: 2) == nil
    else { return nil }
    for length in cuts where word.text.count - length > Self.shortestUnknown {
      guard let modifier = modifier(String(word.text.prefix(length)), mayBeUnknown: false) else {
        continue
      }
      let end = String(word.text.dropFirst(length))
      guard let token = analyzer.tokens(end).first,
        let surface = spelling(of: token.surface, atMost: 1),
        let stem = catalog.words.stem(ofSurface: surface)
      else { continue }
      let head = RequestWord(
        text: end, surface: catalog.words.surfaces.word(surface),
        stem: catalog.words.stems.word(stem))
      return (modifier, forms.complete(head, findsCompounds: true))
    }
    return nil
  }

  /// The first word of the collection that is so few slips away and begins alike.
  private func spelling(of surface: String, atMost most: Int) -> Int? {
    let letters = Array(surface.utf8)
    let mask = Vocabulary.letters(of: letters)
    var matcher = SpellingMatcher(letters)
    let words = catalog.words
    return (0..<words.surfaces.count).first { number in
      guard (words.lettersOfSurface[number] ^ mask).nonzeroBitCount <= 2 * most else {
        return false
      }
      let range = words.surfaces.range(of: number)
      return abs(range.count - letters.count) <= most
        && words.surfaces.bytes[range].first == letters.first
        && matcher.slips(to: words.surfaces.bytes[range], atMost: most) != nil
    }
  }
}
