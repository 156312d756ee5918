/// Words of many of the same letters: what typing and endings do to a word in a language of which
/// nothing else is known.
extension WordExpander {
  private static let mostAlike = 12
  private static let leastDice: Float = 0.5
  /// How many letters at the end may differ where all before are the same.
  private static let longestEnding = 3

  /// Adds the words of the collection that share enough trigrams with the word, begin alike, or have it
  /// in them.
  ///
  /// Costs one pass over the vocabulary.
  func addAlike(to word: inout ExpandedWord) {
    let letters = Array(word.word.surface.utf8)
    guard letters.count >= 3, letters.count <= 60,
      !letters.contains(where: { (48...57).contains($0) })
    else { return }
    let mask = Vocabulary.letters(of: letters)
    let similarity = LetterSimilarity([letters])
    let isUnspaced = word.word.surface.unicodeScalars.contains(where: CharacterBigrams.isUnspaced)
    var alike: [(surface: Int, weight: Float)] = []
    for surface in 0..<vocabulary.surfaces.count {
      let shared = (vocabulary.lettersOfSurface[surface] & mask).nonzeroBitCount
      guard 2 * shared >= mask.nonzeroBitCount else { continue }
      let other = vocabulary.surfaces.utf8(surface)
      let likeness =
        isUnspaced
        ? containment(of: letters, in: other) : self.likeness(of: letters, similarity, to: other)
      if likeness > 0 { alike.append((surface, likeness)) }
    }
    alike.sort { $0.weight == $1.weight ? $0.surface < $1.surface : $0.weight > $1.weight }
    for (surface, weight) in alike.prefix(Self.mostAlike) {
      guard let stem = vocabulary.stem(ofSurface: surface) else { continue }
      add([stem], weight, .alike, to: &word)
    }
  }

  /// 0 for words that are not alike.
  private func likeness(
    of letters: [UInt8], _ similarity: LetterSimilarity, to other: ArraySlice<UInt8>
  ) -> Float {
    let dice = similarity.dice([other])
    if dice >= Self.leastDice { return 0.9 * dice }
    let shared = zip(letters, other).prefix { $0 == $1 }.count
    let rest = max(letters.count, other.count) - shared
    if shared >= 3, rest <= Self.longestEnding, shared >= rest { return 0.6 }
    return letters.count >= 4 ? containment(of: letters, in: other) : 0
  }

  /// "stol" in "stolik".
  private func containment(of letters: [UInt8], in other: ArraySlice<UInt8>) -> Float {
    guard other.count > letters.count else { return 0 }
    for start in other.startIndex...(other.endIndex - letters.count)
    where other[start..<start + letters.count].elementsEqual(letters) {
      return 0.6
    }
    return 0
  }
}
