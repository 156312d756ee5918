import ParleyPlugin

/// People named with "by": authors, makers, publishers.
extension QueryReader {
  private static let longestName = 6

  func readPersons(_ draft: inout RequestDraft) {
    guard catalog.has(.authors) || catalog.has(.brand) else { return }
    var index = 0
    while index < draft.count {
      let length = draft.length(of: .by, at: index, lexicon)
      guard length > 0 else {
        index += 1
        continue
      }
      index = readNames(after: index..<index + length, &draft)
    }
  }

  /// Reads one name, or several joined by "and", "or" or commas; returns where to go on.
  private func readNames(after cue: Range<Int>, _ draft: inout RequestDraft) -> Int {
    var index = cue.upperBound
    var isFound = false
    while index < draft.count {
      if isFound {
        let joint = max(
          draft.length(of: .and, at: index, lexicon), draft.length(of: .or, at: index, lexicon))
        guard joint > 0 || draft.text.gaps[index].contains(",") else { break }
        guard let end = readKnownName(at: index + joint, &draft) else { break }
        index = end
      } else {
        guard let end = readKnownName(at: index, &draft) else { break }
        index = end
        isFound = true
      }
    }
    if isFound {
      draft.mark(cue, as: .cue)
      return index
    }
    if let end = readMisspeltName(at: cue.upperBound, &draft) {
      draft.mark(cue, as: .cue)
      return end
    }
    return requireUnknownName(after: cue, &draft)
  }

  private func readKnownName(at start: Int, _ draft: inout RequestDraft) -> Int? {
    let longest = min(Self.longestName, draft.count - start)
    for length in stride(from: longest, through: 1, by: -1) {
      let range = start..<start + length
      guard draft.isFree(range) else { continue }
      let named = people(named: range, in: draft)
      guard let field = named.first?.field else { continue }
      draft.add(
        FieldFilter(
          field: field, test: .isOneOf(named.filter { $0.field == field }.map(\.text)),
          words: draft.text.written(range)),
        at: start, stems: draft.words[range].map(\.stem))
      draft.mark(range, as: .filter)
      return range.upperBound
    }
    return nil
  }

  private func people(named range: Range<Int>, in draft: RequestDraft) -> [FacetCatalog.Value] {
    let key = draft.text.stems(range)
    let fields: [FieldName] = [.authors, .brand, .publisher]
    let whole = catalog.values[key, default: []].filter { fields.contains($0.field) }
    if !whole.isEmpty {
      return fields.flatMap { field in whole.filter { $0.field == field } }
    }
    return range.allSatisfy { isFunction($0, in: draft) } ? [] : catalog.people[key, default: []]
  }

  func isFunction(_ index: Int, in draft: RequestDraft) -> Bool {
    draft.isFunctionWord[index]
  }

  /// A person that the collection does not know: a record must have all words of the name, so
  /// that nothing is found rather than something by another who shares a name.
  private func requireUnknownName(after cue: Range<Int>, _ draft: inout RequestDraft) -> Int {
    var end = cue.upperBound
    while end < draft.count, end - cue.upperBound < Self.longestName, draft.isFree(end),
      end == cue.upperBound || !draft.text.gaps[end].contains(where: { ",;:?!()".contains($0) }),
      !isTalk(end, in: draft), lexicon.kinds.match(at: end, in: draft.surfaces) == nil
    {
      end += 1
    }
    let name = cue.upperBound..<end
    guard !name.isEmpty, !lexicon.byNeedsCapital || draft.words[name.lowerBound].isCapitalised
    else { return cue.upperBound }
    draft.required += draft.words[name]
    draft.mark(cue, as: .cue)
    draft.mark(name, as: .term)
    return end
  }
}
