/// Finds what may stand for the words of a request: other spellings, words run together or apart,
/// words that were not typed to their end.
///
/// Every reading is a word of the collection, so nothing is guessed that cannot be found. Costs one
/// pass over the vocabulary for each unknown word, of which at most ``mostUnknown`` are looked at.
struct WordExpander {
  let vocabulary: Vocabulary

  static let mostUnknown = 12
  static let mostSpellings = 5
  static let mostEndings = 12
  private static let weightOfOneSlip: Float = 0.8
  private static let weightOfTwoSlips: Float = 0.6
  private static let weightOfSplit: Float = 0.9
  private static let weightOfJoined: Float = 0.5
  private static let weightOfSynonym: Float = 0.4
  private static let weightOfForm: Float = 0.95
  private static let weightOfPart: Float = 0.6
  private static let weightOfEnding: Float = 0.7
  private static let weightOfEndingOfKnown: Float = 0.3

  func expand(_ wording: RequestWording) -> [ExpandedWord] {
    let words = wording.words
    let last = words.lastIndex { !$0.isImplied }
    var unknown = 0
    var expanded: [ExpandedWord] = []
    for (index, word) in words.enumerated() where !word.isTalk {
      var entry = own(word)
      if entry.isUnknown, unknown < Self.mostUnknown {
        unknown += 1
        addSpellings(to: &entry)
        addSplits(to: &entry)
      }
      if wording.isPlain { addAlike(to: &entry) }
      for stem in word.forms.compactMap(vocabulary.stems.number) {
        add([stem], Self.weightOfForm, .form, to: &entry)
      }
      for stem in word.parts.compactMap(vocabulary.stems.number) {
        add([stem], Self.weightOfPart, .form, to: &entry)
      }
      for stem in word.synonyms.compactMap(vocabulary.stems.number) {
        add([stem], Self.weightOfSynonym, .synonym, to: &entry)
      }
      guard !word.isImplied else {
        expanded.append(entry)
        continue
      }
      if index == last { addEndings(to: &entry) }
      if index > 0 { addJoined(words[index - 1], word, to: &entry) }
      if index + 1 < words.count { addJoined(word, words[index + 1], to: &entry) }
      entry.records =
        entry.alternatives.compactMap { $0.stems.map(records).min() }.max() ?? 0
      expanded.append(entry)
    }
    return expanded
  }

  private func own(_ word: RequestWording.Word) -> ExpandedWord {
    let stem = vocabulary.stems.number(of: word.stem).flatMap { records($0) > 0 ? $0 : nil }
    return ExpandedWord(
      word: word, surface: vocabulary.surfaces.number(of: word.surface),
      alternatives: stem.map {
        [ExpandedWord.Alternative(stems: [$0], weight: 1, origin: .own)]
      } ?? [],
      isUnknown: stem.map { records($0) <= 1 } ?? true, records: stem.map(records) ?? 0)
  }

  /// The words with spellings one slip away for those that are known; `nil` when there are none.
  func rereading(_ words: [ExpandedWord]) -> [ExpandedWord]? {
    var reread = words
    for index in words.indices where !words[index].isUnknown {
      addSpellings(to: &reread[index], atMost: 1)
    }
    return reread == words ? nil : reread
  }

  private func records(_ stem: Int) -> Int {
    vocabulary.counts.indices.contains(stem) ? vocabulary.counts[stem].records : 0
  }

  func add(
    _ stems: [Int], _ weight: Float, _ origin: ExpandedWord.Alternative.Origin,
    to word: inout ExpandedWord
  ) {
    if word.alternatives.contains(where: { $0.stems == stems }) { return }
    word.alternatives.append(
      ExpandedWord.Alternative(stems: stems, weight: weight, origin: origin))
  }

  // MARK: Spelling

  /// Words within two slips; one for short words, none for numbers and words of three letters.
  private func addSpellings(to word: inout ExpandedWord, atMost limit: Int = 2) {
    let letters = Array(word.word.surface.utf8)
    let most = min(limit, letters.count <= 3 ? 0 : letters.count <= 5 ? 1 : 2)
    guard most > 0, letters.count <= 40, !letters.contains(where: { (48...57).contains($0) }) else {
      return
    }
    let mask = Vocabulary.letters(of: letters)
    var matcher = SpellingMatcher(letters)
    var near: [(surface: Int, slips: Int, cost: Float)] = []
    for surface in 0..<vocabulary.surfaces.count {
      let different = vocabulary.lettersOfSurface[surface] ^ mask
      guard vocabulary.recordsOfSurface[surface] > 0, different.nonzeroBitCount <= 2 * most else {
        continue
      }
      let range = vocabulary.surfaces.range(of: surface)
      guard abs(range.count - letters.count) <= most,
        let slips = matcher.slips(to: vocabulary.surfaces.bytes[range], atMost: most), slips > 0
      else { continue }
      // The first letter is seldom wrong; a frequent word is meant more often than a rare one.
      var cost =
        Float(slips) + (vocabulary.surfaces.bytes[range.lowerBound] == letters[0] ? 0 : 0.5)
      cost -= min(
        0.4,
        0.05 * Float(UInt32.bitWidth - vocabulary.recordsOfSurface[surface].leadingZeroBitCount))
      near.append((surface, slips, cost))
    }
    near.sort { left, right in
      left.cost == right.cost
        ? precedes(left.surface, right.surface) : left.cost < right.cost
    }
    for (surface, slips, _) in near.prefix(Self.mostSpellings) {
      guard let stem = vocabulary.stem(ofSurface: surface) else { continue }
      guard !word.alternatives.contains(where: { $0.stems == [stem] }) else { continue }
      let range = vocabulary.surfaces.range(of: surface)
      word.alternatives.append(
        ExpandedWord.Alternative(
          stems: [stem], weight: slips == 1 ? Self.weightOfOneSlip : Self.weightOfTwoSlips,
          origin: .spelling, slips: slips,
          keepsFirstLetter: vocabulary.surfaces.bytes[range.lowerBound] == letters[0]))
    }
  }

  /// The order of the alphabet: numbers of words depend on how a version came about.
  private func precedes(_ left: Int, _ right: Int) -> Bool {
    vocabulary.surfaces.utf8(left).lexicographicallyPrecedes(vocabulary.surfaces.utf8(right))
  }

  // MARK: Words run together and apart

  /// "oneweek": both parts must be words; of several ways the one with the most frequent parts.
  private func addSplits(to word: inout ExpandedWord) {
    let letters = Array(word.word.surface.utf8)
    guard (4...40).contains(letters.count) else { return }
    var best: (stems: [Int], frequency: Int)?
    for cut in 1..<letters.count {
      let left = String(decoding: letters[..<cut], as: UTF8.self)
      let right = String(decoding: letters[cut...], as: UTF8.self)
      guard let first = vocabulary.surfaces.number(of: left),
        let second = vocabulary.surfaces.number(of: right),
        let firstStem = vocabulary.stem(ofSurface: first),
        let secondStem = vocabulary.stem(ofSurface: second)
      else { continue }
      let frequency = min(
        Int(vocabulary.recordsOfSurface[first]), Int(vocabulary.recordsOfSurface[second]))
      // A single letter is a word by chance more often than not.
      let isLikely = min(left.utf8.count, right.utf8.count) > 1 || frequency > 20
      guard isLikely, frequency > best?.frequency ?? 0 else { continue }
      best = ([firstStem, secondStem], frequency)
    }
    if let best { add(best.stems, Self.weightOfSplit, .split, to: &word) }
  }

  /// "dish washer": the two as one word.
  private func addJoined(
    _ left: RequestWording.Word, _ right: RequestWording.Word, to word: inout ExpandedWord
  ) {
    guard left.surface.utf8.count + right.surface.utf8.count <= 40,
      let surface = vocabulary.surfaces.number(of: left.surface + right.surface),
      vocabulary.recordsOfSurface[surface] > 0,
      let stem = vocabulary.stem(ofSurface: surface)
    else { return }
    add([stem], Self.weightOfJoined, .joined, to: &word)
  }

  // MARK: Endings

  /// Words that begin so: the last word of a request may not be typed to its end.
  private func addEndings(to word: inout ExpandedWord) {
    let letters = Array(word.word.surface.utf8)
    guard letters.count >= 3, letters.count <= 40 else { return }
    let mask = Vocabulary.letters(of: letters)
    var found: [(surface: Int, records: UInt32)] = []
    for surface in 0..<vocabulary.surfaces.count
    where vocabulary.lettersOfSurface[surface] & mask == mask
      && vocabulary.recordsOfSurface[surface] > 0
    {
      let range = vocabulary.surfaces.range(of: surface)
      guard range.count > letters.count,
        vocabulary.surfaces.bytes[range].starts(with: letters)
      else { continue }
      found.append((surface, vocabulary.recordsOfSurface[surface]))
    }
    found.sort { left, right in
      left.records == right.records
        ? precedes(left.surface, right.surface) : left.records > right.records
    }
    let weight = word.isUnknown ? Self.weightOfEnding : Self.weightOfEndingOfKnown
    guard weight > 0 else { return }
    for (surface, _) in found.prefix(Self.mostEndings) {
      guard let stem = vocabulary.stem(ofSurface: surface) else { continue }
      add([stem], weight, .prefix, to: &word)
    }
  }
}
