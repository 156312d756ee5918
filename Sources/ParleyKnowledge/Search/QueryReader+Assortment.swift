import ParleyPlugin

/// Requests for an overview: "what do you sell?", "which categories are there?".
extension QueryReader {
  /// Takes the whole request when it asks what there is and for nothing in particular.
  ///
  /// Passages are no assortment: what a library of help pages has is asked by its subjects.
  func readAssortment(_ draft: inout RequestDraft) {
    guard collection.kind != "documents", (0..<draft.count).allSatisfy(draft.isFree),
      catalog.titles[draft.text.stems(0..<draft.count)] == nil
    else { return }
    let asked = ranges(of: [.assortment], in: draft)
    // "it" points at the chat, but not in "gibt es", which only asks.
    let phrases = asked.union(talkRanges(in: draft, ofWords: 2))
    guard !asked.isEmpty, ranges(of: Self.pointing, in: draft).isSubset(of: phrases) else { return }
    // Shop talk of one word may be what is asked for ("gifts", "love").
    let kinds = kindRanges(in: draft)
    let said = phrases.union(ranges(of: [.function, .chat, .question], in: draft)).union(kinds)
    guard said.count == draft.count else { return }
    for index in said.subtracting(kinds) { draft.mark(index..<index + 1, as: .talk) }
    draft.asksForAll = true
  }

  /// Words for this kind of record, and for any kind.
  private func kindRanges(in draft: RequestDraft) -> Set<Int> {
    var indices: Set<Int> = []
    for index in 0..<draft.count {
      guard let kind = lexicon.kinds.match(at: index, in: draft.surfaces),
        kind.value == collection.kind || kind.value == "item"
      else { continue }
      indices.formUnion(index..<index + kind.length)
    }
    return indices
  }

  /// What the chat explains: then a part of it is meant.
  private static let pointing: [Cue] = [.it, .them, .more, .last, .cheaper, .dearer, .sameMaker]
}
