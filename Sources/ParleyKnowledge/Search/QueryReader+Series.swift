import ParleyPlugin

/// The series that a request names, by its whole name or its beginning.
extension QueryReader {
  /// Reads a series where the request speaks of one: "the Earthsea series", "book 2 of Earthsea".
  ///
  /// A series' beginning alone is too short a name; so it counts only next to such words.
  func readSeries(_ draft: inout RequestDraft) {
    let speaksOfSeries =
      draft.intent == .nextInSeries || draft.order == .series
      || (0..<draft.count).contains { draft.length(of: .series, at: $0, lexicon) > 0 }
    if speaksOfSeries, catalog.has(.series) { nameSeries(&draft) }
    if let request = draft.series, request.values.isEmpty, draft.titles.isEmpty {
      draft.series = nil
      // Without a series or a title, the words may still point at the chat ("the second book").
      let talk = talkRanges(in: draft)
      let series = ranges(of: [.series], in: draft)
      let hasContent = (0..<draft.count).contains {
        draft.isFree($0) && !talk.contains($0) && !series.contains($0)
      }
      if request.number != nil || hasContent {
        draft.intent = .find
      } else {
        for index in series where draft.isFree(index) { draft.mark(index..<index + 1, as: .cue) }
      }
    }
  }

  private func nameSeries(_ draft: inout RequestDraft) {
    guard let (values, range) = seriesName(in: draft) else { return }
    draft.add(
      FieldFilter(
        field: .series, test: .isOneOf(values), words: draft.text.written(range)),
      at: range.lowerBound, stems: draft.words[range].map(\.stem))
    draft.mark(range, as: .filter)
    draft.titles.removeAll { range.contains($0.position) }
    guard draft.series != nil else { return }
    draft.series?.values = values
    if let number = draft.series?.number {
      draft.add(
        FieldFilter(
          field: .seriesNumber, test: .within(least: .number(number), most: .number(number)),
          words: draft.seriesWords),
        at: range.lowerBound)
    }
  }

  /// "Book 2 of Red Rising": beside a number the title of a first volume means its series.
  private func isTitle(_ range: Range<Int>, in draft: RequestDraft) -> Bool {
    draft.series?.number != nil
      && range.allSatisfy { draft.uses[$0] == nil || draft.uses[$0] == .title }
  }

  private func seriesName(in draft: RequestDraft) -> (values: [String], range: Range<Int>)? {
    for length in stride(from: min(FacetCatalog.longestSpan, draft.count), through: 1, by: -1) {
      for start in 0...(draft.count - length) {
        let range = start..<start + length
        guard draft.isFree(range) || isTitle(range, in: draft),
          !range.allSatisfy({ isTalk($0, in: draft) })
        else { continue }
        let key = draft.text.stems(range)
        let whole = catalog.values[key, default: []].filter { $0.field == .series }
        if !whole.isEmpty { return (whole.map(\.text), range) }
        let isSeriesWord = lexicon.length(of: .series, at: start, in: draft.surfaces) == length
        if !isSeriesWord, let begun = catalog.seriesBeginnings[key], begun.count == 1,
          lexicon.kinds.match(at: start, in: draft.surfaces)?.length != length
        {
          return (begun.map(\.text), range)
        }
      }
    }
    return nil
  }
}
