import ParleyPlugin

/// What a customer wants to do: compare, find something similar, or what comes next in a series.
extension QueryReader {
  func readIntent(_ draft: inout RequestDraft) {
    if readComparison(&draft) || readSimilarity(&draft) { return }
    readPlaceInSeries(&draft)
  }

  // MARK: Compare

  private func readComparison(_ draft: inout RequestDraft) -> Bool {
    if let cue = draft.first(.compare, lexicon) {
      var trial = draft
      trial.mark(cue, as: .cue)
      trial.sides = sides(of: cue.upperBound..<draft.count, at: [.and, .versus, .or], &trial)
      if trial.sides.count >= 2 { return accept(trial, &draft) }
    }
    let isVersus = (0..<draft.count).contains {
      draft.length(of: .versus, at: $0, lexicon) > 0 && draft.length(of: .or, at: $0, lexicon) == 0
    }
    var trial = draft
    trial.sides = sides(of: 0..<draft.count, at: isVersus ? [.versus] : [.or], &trial)
    guard trial.sides.count >= 2 else { return false }
    if isVersus { return accept(trial, &draft) }
    // "A or B" compares only when both are titles; else it is a choice of values.
    readRemainingTitle(&trial)
    let isNamed = trial.sides.allSatisfy { side in
      trial.titles.contains { side.contains($0.position) }
    }
    return isNamed && accept(trial, &draft)
  }

  private func accept(_ trial: RequestDraft, _ draft: inout RequestDraft) -> Bool {
    draft = trial
    draft.intent = .compare
    return true
  }

  /// Splits a span at words for the cues and at commas; sides without content are left out.
  private func sides(
    of span: Range<Int>, at cues: [Cue], _ draft: inout RequestDraft
  ) -> [Range<Int>] {
    var sides: [Range<Int>] = []
    var start = span.lowerBound
    var index = start
    while index < span.upperBound {
      let length = cues.map { draft.length(of: $0, at: index, lexicon) }.max() ?? 0
      if length > 0 {
        sides.append(start..<index)
        draft.mark(index..<index + length, as: .cue)
        index += length
        start = index
      } else {
        if index > start, draft.text.gaps[index].contains(","),
          draft.uses[index] != .title
            || draft.titles.contains(where: { $0.position == index })
        {
          sides.append(start..<index)
          start = index
        }
        index += 1
      }
    }
    sides.append(start..<span.upperBound)
    return sides.filter { side in
      side.contains { draft.uses[$0] == .title || (draft.isFree($0) && !isTalk($0, in: draft)) }
    }
  }

  // MARK: Similar

  private func readSimilarity(_ draft: inout RequestDraft) -> Bool {
    guard let cue = draft.first(.similar, lexicon) ?? likeAfterKind(in: draft) else { return false }
    draft.mark(cue, as: .cue)
    draft.intent = .similar
    let after = cue.upperBound..<draft.count
    let hasContent = after.contains {
      draft.uses[$0] == .title || (draft.isFree($0) && !isTalk($0, in: draft))
    }
    draft.sides = hasContent ? [after] : []
    return true
  }

  /// "books like": the word alone has too many other meanings.
  private func likeAfterKind(in draft: RequestDraft) -> Range<Int>? {
    for index in 1..<max(draft.count, 1) {
      let length = draft.length(of: .like, at: index, lexicon)
      if length > 0, lexicon.kinds.match(at: index - 1, in: draft.surfaces) != nil {
        return index..<index + length
      }
    }
    return nil
  }

  // MARK: Series

  /// "what comes after X", "book 2 of X", "the second X book": the words around X.
  private func readPlaceInSeries(_ draft: inout RequestDraft) {
    guard catalog.has(.series) else { return }
    if let (number, range) = volumeNumber(in: draft) {
      draft.series = SeriesRequest(number: number)
      draft.seriesWords = draft.text.written(range)
      draft.intent = .nextInSeries
      draft.mark(range, as: .cue)
    }
    while let next = draft.first(.next, lexicon) {
      draft.series = draft.series ?? SeriesRequest()
      draft.intent = .nextInSeries
      draft.mark(next, as: .cue)
    }
  }

  private func volumeNumber(in draft: RequestDraft) -> (number: Double, range: Range<Int>)? {
    for index in 0..<draft.count {
      let length = draft.length(of: .volume, at: index, lexicon)
      if length > 0, let number = smallNumber(at: index + length, in: draft) {
        return (number, index..<index + length + 1)
      }
      if draft.isFree(index), draft.words[index].number != nil,
        draft.text.gaps[index].hasSuffix("#") || endsSeriesName(at: index, in: draft),
        let number = smallNumber(at: index, in: draft)
      {
        return (number, index..<index + 1)
      }
      if let ordinal = lexicon.ordinals.match(at: index, in: draft.surfaces),
        draft.isFree(index..<index + ordinal.length),
        (index + ordinal.length..<draft.count).contains(where: {
          draft.length(of: .series, at: $0, lexicon) > 0
        })
      {
        return (Double(ordinal.value), index..<index + ordinal.length)
      }
    }
    return nil
  }

  /// "Earthsea 2": the words right before are the name of a series, or its beginning.
  private func endsSeriesName(at end: Int, in draft: RequestDraft) -> Bool {
    (max(0, end - FacetCatalog.longestSpan)..<end).contains { start in
      guard draft.isFree(start..<end) else { return false }
      let key = draft.text.stems(start..<end)
      return catalog.seriesBeginnings[key]?.count == 1
        || catalog.values[key]?.contains { $0.field == .series } == true
    }
  }

  private func smallNumber(at index: Int, in draft: RequestDraft) -> Double? {
    guard draft.isFree(index) else { return nil }
    if let number = draft.words[index].number { return number < 1000 ? number : nil }
    return lexicon.cardinals.match(at: index, in: draft.surfaces).map { Double($0.value) }
  }
}
