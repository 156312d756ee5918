/// Records that a request names by their title.
extension QueryReader {
  func readQuotedTitles(_ draft: inout RequestDraft) {
    for span in draft.text.quoted where draft.isFree(span) {
      readTitle(span, &draft)
    }
  }

  /// Titles of two or more words with content, anywhere; the longest first.
  func readLongTitles(_ draft: inout RequestDraft) {
    var start = 0
    while start < draft.count {
      start += longTitle(at: start, &draft) ?? 1
    }
  }

  private func longTitle(at start: Int, _ draft: inout RequestDraft) -> Int? {
    guard catalog.titleBeginnings.contains(draft.words[start].stem) else { return nil }
    let longest = min(FacetCatalog.longestSpan, draft.count - start)
    for length in stride(from: longest, through: 2, by: -1) {
      let span = start..<start + length
      guard catalog.titles[draft.text.stems(span)] != nil, draft.isFree(span),
        isTitleLike(span, in: draft)
      else { continue }
      if readTitle(span, &draft) { return length }
    }
    return nil
  }

  /// Two words with content make a title; with one, a capital must show that it is meant as one.
  private func isTitleLike(_ span: Range<Int>, in draft: RequestDraft) -> Bool {
    let content = span.filter { !isTalk($0, in: draft) }
    if content.count >= 2 { return true }
    if content.isEmpty { return span.count >= 3 }
    guard !lexicon.capitalisesNouns, span.lowerBound > 0 else { return false }
    return draft.words[span].allSatisfy(\.isCapitalised)
  }

  /// Whether a word alone is a function or chat word.
  func isTalk(_ index: Int, in draft: RequestDraft) -> Bool {
    draft.isTalkWord[index]
  }

  /// All that is left of a request, or of each side of a comparison, as a title.
  func readRemainingTitle(_ draft: inout RequestDraft) {
    for span in draft.sides.isEmpty ? [0..<draft.count] : draft.sides {
      guard let core = core(of: span, in: draft) else { continue }
      // With the article, without it, and with the talk that may belong to the title.
      for candidate in widened(core, within: span, in: draft)
      where draft.isFree(candidate) && readTitle(candidate, &draft) {
        break
      }
    }
  }

  /// From the first to the last word that is not talk or kind, when all between them is free.
  private func core(of span: Range<Int>, in draft: RequestDraft) -> Range<Int>? {
    let talk = talkRanges(in: draft)
    let content = span.filter { draft.isFree($0) && !talk.contains($0) }
    guard let first = content.first, let last = content.last, draft.isFree(first..<last + 1) else {
      return nil
    }
    return first..<last + 1
  }

  private static let mostTalkOfTitle = 3

  private func widened(
    _ core: Range<Int>, within span: Range<Int>, in draft: RequestDraft
  ) -> [Range<Int>] {
    // With the talk before and after it, the most first: "The Great Hunt", "Just So Stories".
    var candidates: [Range<Int>] = []
    for before in stride(from: Self.mostTalkOfTitle, through: 0, by: -1) {
      for after in stride(from: before > 1 ? 0 : 1, through: 0, by: -1) {
        let lower = core.lowerBound - before
        let upper = core.upperBound + after
        guard lower >= span.lowerBound, upper <= span.upperBound else { continue }
        candidates.append(lower..<upper)
      }
    }
    return candidates
  }

  @discardableResult
  private func readTitle(_ span: Range<Int>, _ draft: inout RequestDraft) -> Bool {
    guard let numbers = catalog.titles[draft.text.stems(span)] else { return false }
    let content = span.filter { !isTalk($0, in: draft) }
    draft.titles.append(
      RequestDraft.PlacedTitle(
        position: span.lowerBound, numbers: numbers, text: draft.text.written(span),
        words: content.map { draft.words[$0] }))
    draft.mark(span, as: .title)
    return true
  }
}
