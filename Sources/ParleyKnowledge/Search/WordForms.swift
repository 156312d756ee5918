/// Finds what the words of a request are in a collection: the same word with its accents, other forms
/// that stemming does not join, and the compounds that it is part of.
///
/// Every form is a word of the collection. Costs look-ups for each word; in languages that write
/// several nouns as one also a look at all words with three of its letters, the rarest three, for words
/// of requests only, not of letters.
struct WordForms {
  let catalog: FacetCatalog
  let analyzer: TextAnalyzer
  let lexicon: Lexicon

  /// Of a word that a compound ends in: fewer letters end too many others.
  private static let shortestHead = 4
  /// Of a word that a compound begins with.
  private static let shortestModifier = 4
  private static let shortestRest = 3
  /// How many letters two unlike compounds must share to be about the same.
  private static let sharedLetters = 6
  private static let mostForms = 24

  /// The word, as the collection has it where only accents or an ending differ, with its forms.
  func complete(_ word: RequestWord, findsCompounds: Bool) -> RequestWord {
    guard word.number == nil, word.surface.utf8.count >= 3, word.surface.utf8.count <= 40,
      lexicon.length(of: .function, at: 0, in: [word.surface]) == 0
    else { return word }
    var word = known(word)
    word.forms = siblings(of: word)
    for stem in lexicon.wearers[word.stem] ?? []
    where catalog.words[stem] != nil && stem != word.stem && !word.parts.contains(stem) {
      word.parts.append(stem)
    }
    if findsCompounds, !lexicon.linkingLetters.isEmpty { addCompounds(to: &word) }
    return word
  }

  // MARK: Accents and endings

  /// A word that the collection does not have, as it has it: "cafetiere" is "cafetière", whose stem is
  /// another; "muetze" is "Mütze".
  private func known(_ word: RequestWord) -> RequestWord {
    guard catalog.words[word.stem] == nil else { return word }
    for spelling in [word.surface] + withoutDigraphs(word.surface) {
      if let number = catalog.words.surfaces.number(of: spelling),
        let stem = catalog.words.stem(ofSurface: number)
      {
        return renamed(word, spelling, catalog.words.stems.word(stem))
      }
      guard spelling != word.surface else { continue }
      let stem = analyzer.stems(spelling)
      if catalog.words[stem] != nil || isLexical(spelling) { return renamed(word, spelling, stem) }
    }
    guard let sibling = siblings(of: word).first else { return word }
    return renamed(word, word.surface, sibling)
  }

  private func renamed(_ word: RequestWord, _ surface: String, _ stem: String) -> RequestWord {
    var word = word
    (word.surface, word.stem) = (surface, stem)
    return word
  }

  /// "muetze" for "mütze", as keyboards without umlauts write it; folded, "ü" is "u".
  private func withoutDigraphs(_ surface: String) -> [String] {
    guard lexicon.writesUmlautsAsDigraphs else { return [] }
    var letters: [UInt8] = []
    for letter in surface.utf8 {
      if letter == UInt8(ascii: "e"), let last = letters.last, "aou".utf8.contains(last) {
        continue
      }
      letters.append(letter)
    }
    let spelling = String(decoding: letters, as: UTF8.self)
    return spelling == surface ? [] : [spelling]
  }

  /// Whether the lexicon knows the word: "fuer".
  private func isLexical(_ surface: String) -> Bool {
    Cue.allCases.contains { lexicon.length(of: $0, at: 0, in: [surface]) > 0 }
  }

  /// Stems of plurals and singulars that Snowball keeps apart: "lençóis" and "lençol".
  private func siblings(of word: RequestWord) -> [String] {
    var stems: [String] = []
    for (plural, singular) in lexicon.irregularEndings {
      for (from, to) in [(plural, singular), (singular, plural)] where word.surface.hasSuffix(from)
      {
        let other = word.surface.dropLast(from.count) + to
        guard other.utf8.count >= 3,
          let number = catalog.words.surfaces.number(of: String(other)),
          let stem = catalog.words.stem(ofSurface: number).map(catalog.words.stems.word),
          stem != word.stem, !stems.contains(stem)
        else { continue }
        stems.append(stem)
      }
    }
    return stems
  }

  // MARK: Compounds

  /// Adds the compounds of the collection that end in the word, which are such things, and those that
  /// begin with it, which have to do with it.
  private func addCompounds(to word: inout RequestWord) {
    let words = catalog.words
    let stem = Array(word.stem.utf8)
    let surface = Array(word.surface.utf8)
    guard stem.count >= 3 else { return }
    let mask = Vocabulary.letters(of: stem)
    let isUnknown = words[word.stem] == nil
    var alike: [String] = []
    for number in relatives(of: surface, stem, isUnknown: isUnknown) {
      let other = words.surfaces.utf8(number)
      guard other.count >= stem.count + Self.shortestRest else {
        continue
      }
      if words.lettersOfSurface[number] & mask == mask {
        if ends(other, in: surface, stem) {
          add(number, to: &word.forms, except: word.stem)
          continue
        }
        if begins(other, with: surface, stem) {
          add(number, to: &word.parts, except: word.stem)
          continue
        }
      }
      if isUnknown, surface.count >= Self.sharedLetters + Self.shortestRest,
        other.count >= Self.sharedLetters + Self.shortestRest,
        other.prefix(Self.sharedLetters).elementsEqual(surface.prefix(Self.sharedLetters))
      {
        add(number, to: &alike, except: word.stem)
      }
    }
    if word.forms.isEmpty, word.parts.isEmpty {
      word.relatives = alike
    }
  }

  /// The words of the collection that may be compounds with the word, in their order.
  private func relatives(of surface: [UInt8], _ stem: [UInt8], isUnknown: Bool) -> [Int] {
    var numbers = Set(catalog.trigrams.words(with: stem))
    if !surface.starts(with: stem) {
      numbers = numbers.union(catalog.trigrams.words(with: surface))
    }
    if isUnknown, surface.count >= Self.sharedLetters + Self.shortestRest {
      let beginning = Array(surface.prefix(Self.sharedLetters))
      numbers = numbers.union(catalog.trigrams.words(with: beginning))
    }
    return numbers.sorted()
  }

  private func add(_ surface: Int, to stems: inout [String], except own: String) {
    guard stems.count < Self.mostForms,
      let stem = catalog.words.stem(ofSurface: surface).map(catalog.words.stems.word),
      stem != own, !stems.contains(stem)
    else { return }
    stems.append(stem)
  }

  /// "Rosenscheren" ends in "Schere": by their stems, since endings change.
  private func ends(_ compound: ArraySlice<UInt8>, in surface: [UInt8], _ stem: [UInt8]) -> Bool {
    let longest = max(surface.count, stem.count) + 3
    for length in stride(
      from: min(longest, compound.count - Self.shortestRest), through: stem.count, by: -1)
    {
      let end = compound.suffix(length)
      guard end.starts(with: stem) else { continue }
      let rest = compound.count - length
      // "Teekanne", but not "langsam": what is short must be a word.
      guard
        rest >= 5 || (rest == 4 && length > Self.shortestHead) || isWord(compound.dropLast(length))
      else { continue }
      if end.elementsEqual(surface) { return true }
      let token = analyzer.tokens(String(decoding: end, as: UTF8.self)).first
      if token.map({ $0.stem.utf8.elementsEqual(stem) }) == true { return true }
    }
    return false
  }

  private func isWord(_ letters: ArraySlice<UInt8>) -> Bool {
    catalog.words.surfaces.number(of: String(decoding: letters, as: UTF8.self)) != nil
  }

  private func begins(_ compound: ArraySlice<UInt8>, with surface: [UInt8], _ stem: [UInt8]) -> Bool
  {
    let start = compound.starts(with: surface) ? surface.count : stem.count
    guard start > Self.shortestModifier, compound.count - start >= 4 else { return false }
    return start == surface.count || compound.starts(with: stem)
  }
}
