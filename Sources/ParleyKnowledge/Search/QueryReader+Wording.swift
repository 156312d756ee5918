import ParleyPlugin

/// The words of a request for ranking.
extension QueryReader {
  /// Every word in its order; talk is kept, because titles have function words too.
  func wording(of draft: RequestDraft, _ terms: [QueryPlan.Term]) -> RequestWording {
    var wording = RequestWording()
    wording.isPlain = !analyzer.hasStemmer
    let phrases = talkRanges(in: draft)
    let ofSeries = ranges(of: [.series], in: draft)
    for index in 0..<draft.count {
      guard wording.words.count < RequestWording.mostWords else { break }
      let word = draft.words[index]
      wording.words.append(
        RequestWording.Word(
          surface: word.surface, stem: word.stem,
          isTalk: isTalk(draft, index, phrases) || ofSeries.contains(index),
          synonyms: word.relatives, forms: word.forms, parts: word.parts, isUnit: word.isUnit))
      if let number = word.number, number < 1000 { wording.places.append(number) }
    }
    for index in 0..<draft.count {
      guard let ordinal = lexicon.ordinals.match(at: index, in: draft.surfaces) else { continue }
      wording.places.append(Double(ordinal.value))
    }
    for term in terms where term.stems.count > 1 {
      for index in wording.words.indices where wording.words[index].stem == term.stems.first {
        let known = Set(wording.words[index].forms + wording.words[index].parts)
        wording.words[index].synonyms += term.stems.dropFirst().filter { !known.contains($0) }
      }
    }
    for term in paraphrased(in: draft) {
      guard let stem = term.stems.first else { continue }
      wording.words.append(
        RequestWording.Word(
          surface: term.text, stem: stem, isTalk: false, synonyms: Array(term.stems.dropFirst()),
          isImplied: true))
    }
    wording.quantities = quantities(of: draft, wording)
    // A request of nothing but talk may be a title.
    if wording.content.isEmpty {
      for index in wording.words.indices { wording.words[index].isTalk = false }
    }
    return wording
  }

  /// Whether a word finds nothing by itself. In a short message shop talk may be a name.
  private func isTalk(_ draft: RequestDraft, _ index: Int, _ phrases: Set<Int>) -> Bool {
    switch draft.uses[index] {
    case .term: return false
    // Help pages show numbers of orders only as examples.
    case .identifier: return collection.kind == "documents"
    case .title, .filter: return isFunction(index, in: draft)
    case .cue, .kind: return true
    case .talk where collection.kind == "documents": return true
    case .talk, nil:
      if isFunction(index, in: draft) { return true }
      guard draft.count <= Self.shortMessage else { return phrases.contains(index) }
      return lexicon.length(of: .chat, at: 0, in: [draft.surfaces[index]]) > 0
    }
  }
}
