import ParleyPlugin

/// Names of people that are nearly spelled as the collection has them: "Terry Prachett".
///
/// Only names: an ordinary word with a letter less is too often another word.
extension QueryReader {
  private static let longestMisspeltName = 4
  /// A short message is hardly anything but the name; a word of fewer letters may be any word.
  private static let shortestLoneName = 6
  private static let longestRequest = 24
  private static let mostSpellings = 8

  /// Reads the longest name that begins here; returns where it ends.
  func readMisspeltName(at start: Int, _ draft: inout RequestDraft) -> Int? {
    let longest = min(Self.longestMisspeltName, draft.count - start)
    guard longest > 0 else { return nil }
    for length in stride(from: longest, through: 1, by: -1) {
      let range = start..<start + length
      if draft.isFree(range), readMisspeltName(range, &draft) { return range.upperBound }
    }
    return nil
  }

  /// "terry prachett", "books tolkein": without "by", two words or a short message must show that a
  /// name is meant.
  func readBareMisspeltNames(_ draft: inout RequestDraft) {
    guard catalog.has(.authors), !draft.filters.contains(where: { $0.filter.field == .authors })
    else { return }
    for start in 0..<draft.count where draft.isFree(start) && !isTalk(start, in: draft) {
      guard draft.words[start].number == nil else { continue }
      let end = (start..<draft.count).first { !draft.isFree($0) } ?? draft.count
      for length in stride(from: min(3, end - start), through: 1, by: -1) {
        let range = start..<start + length
        let isLone =
          length == 1
          && (draft.count > Self.shortMessage
            || draft.words[start].surface.count < Self.shortestLoneName)
        guard !isLone, !range.contains(where: { isTalk($0, in: draft) }),
          readMisspeltName(range, &draft)
        else { continue }
        return
      }
    }
  }

  private func readMisspeltName(_ range: Range<Int>, _ draft: inout RequestDraft) -> Bool {
    guard let value = person(spelledLike: range, in: draft) else { return false }
    draft.add(
      FieldFilter(
        field: value.field, test: .isOneOf([value.text]), words: draft.text.written(range)),
      at: range.lowerBound,
      stems: analyzer.stems(value.text).split(separator: " ").map(String.init))
    draft.mark(range, as: .filter)
    return true
  }

  /// The only person whose name differs from these words by a slip or two.
  private func person(
    spelledLike range: Range<Int>, in draft: RequestDraft
  ) -> FacetCatalog.Value? {
    // Comparing with all names takes time: a long message is no misspelt name.
    guard draft.count <= Self.longestRequest else { return nil }
    var keys: [(words: [String], slips: Int)] = [([], 0)]
    for word in draft.words[range] {
      let spellings = spellings(of: word)
      keys = keys.flatMap { key in
        spellings.map { (key.words + [$0.word], key.slips + $0.slips) }
      }
      .filter { $0.slips <= 2 }
      guard !keys.isEmpty, keys.count <= 64 else { return nil }
    }
    var best: (value: FacetCatalog.Value, slips: Int)?
    var isUnique = false
    for key in keys where key.slips > 0 {
      for value in people(called: key.words.joined(separator: " ")) {
        if let known = best, known.slips < key.slips || known.value == value { continue }
        isUnique = best.map { $0.slips > key.slips } ?? true
        best = (value, key.slips)
      }
    }
    return isUnique ? best?.value : nil
  }

  private func people(called key: String) -> [FacetCatalog.Value] {
    catalog.values[key, default: []].filter { $0.field == .authors }
      + catalog.people[key, default: []]
  }

  /// The word itself where people are called that; else words of names that are a slip away.
  private func spellings(of word: RequestWord) -> [(word: String, slips: Int)] {
    if catalog.nameWords[word.stem.utf8.count]?.contains(word.stem) == true {
      return [(word.stem, 0)]
    }
    // A word that stands in titles or texts is that word.
    guard word.number == nil, word.stem.utf8.count >= 4,
      (catalog.words[word.stem]?.elsewhere ?? 0) == 0
    else { return [] }
    let most = word.stem.utf8.count >= 8 ? 2 : 1
    let count = word.stem.utf8.count
    var near: [(word: String, slips: Int)] = []
    for length in count - most...count + most {
      for name in catalog.nameWords[length] ?? [] {
        guard let slips = EditDistance.between(word.stem, name, atMost: most) else { continue }
        near.append((name, slips))
      }
    }
    return Array(
      near.sorted { $0.slips == $1.slips ? $0.word < $1.word : $0.slips < $1.slips }
        .prefix(Self.mostSpellings))
  }
}
