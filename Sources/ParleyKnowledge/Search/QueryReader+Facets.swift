import ParleyPlugin

/// Values of fields: what the collection itself calls its colours, categories, authors.
extension QueryReader {
  /// Fields whose whole values are recognised anywhere, the surest first.
  private static let fields: [FieldName] = [
    .authors, .series, .brand, .category, .subjects, .format, .colour, .material, .condition,
    .publisher,
  ]
  private static let longestValue = 8

  func readFacets(_ draft: inout RequestDraft) {
    readLanguage(&draft)
    readCuedSize(&draft)
    readLongForms(&draft)
    let talk = talkRanges(in: draft)
    for length in stride(from: min(Self.longestValue, draft.count), through: 1, by: -1) {
      for start in 0...(draft.count - length) {
        let range = start..<start + length
        guard draft.isFree(range), mayBeValue(range, talk: talk, in: draft) else { continue }
        readValue(range, &draft)
      }
    }
    readColourNames(&draft, talk)
    readBareSizes(&draft)
  }

  /// Colours that the collection names otherwise: "blanches", "azul" in an English shop.
  private func readColourNames(_ draft: inout RequestDraft, _ talk: Set<Int>) {
    guard !catalog.colours.isEmpty else { return }
    for index in 0..<draft.count
    where draft.isFree(index) && !talk.contains(index) && !draft.words[index].isModifier {
      let values = colours(named: draft.words[index])
      guard !values.isEmpty else { continue }
      draft.add(
        FieldFilter(
          field: .colour, test: .isOneOf(values.map(\.text)), words: draft.words[index].text),
        at: index, stems: [draft.words[index].stem])
      draft.mark(index..<index + 1, as: .filter)
    }
  }

  private func colours(named word: RequestWord) -> [FacetCatalog.Value] {
    ColourNames.colour(of: word.surface, in: collection.language)
      .flatMap { catalog.colours[$0.name] } ?? []
  }

  /// Not the talk around a long request, and not a word for the kind of record.
  private func mayBeValue(_ range: Range<Int>, talk: Set<Int>, in draft: RequestDraft) -> Bool {
    if range.allSatisfy({ isFunction($0, in: draft) }) { return false }
    // "Rosenschere" asks for shears, not for roses.
    if range.contains(where: { draft.words[$0].isModifier }) { return false }
    // "books about love": what stands after "about" is no talk.
    let isTopic = lexicon.length(of: .around, at: range.lowerBound - 1, in: draft.surfaces) > 0
    if draft.count > Self.shortMessage, !isTopic, range.allSatisfy({ talk.contains($0) }) {
      return false
    }
    if let kind = lexicon.kinds.match(at: range.lowerBound, in: draft.surfaces),
      kind.length == range.count
    {
      return kind.value != collection.kind && kind.value != "item"
    }
    return true
  }

  /// "sci-fi" where the collection says "Science Fiction".
  private func readLongForms(_ draft: inout RequestDraft) {
    for index in 0..<draft.count {
      guard let form = lexicon.longForms.match(at: index, in: draft.surfaces) else { continue }
      let range = index..<index + form.length
      // The collection may say it as the customer does.
      guard draft.isFree(range), catalog.values[draft.text.stems(range)] == nil else { continue }
      readValue(range, &draft, as: analyzer.stems(form.value))
    }
  }

  private func readValue(
    _ range: Range<Int>, _ draft: inout RequestDraft, as longForm: String? = nil
  ) {
    let key = longForm ?? draft.text.stems(range)
    var found = catalog.values[key, default: []]
    if found.isEmpty, let named = catalog.people[key], isUnambiguous(named, range, in: draft) {
      found = named
    }
    found += catalog.parts[key, default: []]
    // What things are made of is not counted: "cards" are no card.
    let words = draft.surfaces[range]
    found.removeAll { value in
      value.field == .material
        && !words.allSatisfy(analyzer.tokens(value.text).map(\.surface).contains)
    }
    guard !found.isEmpty, let field = bestField(of: found) else { return }
    let compounds = range.count == 1 ? draft.words[range.lowerBound].forms : []
    if field == .category {
      found += catalog.heads[key, default: []].filter { !found.contains($0) }
      // "Kinderschuhe" are "Schuhe".
      for form in compounds {
        found += catalog.values[form, default: []].filter {
          $0.field == .category && !found.contains($0)
        }
      }
    }
    if field == .colour, range.count == 1 {
      // "dunkelblau" is "blau" and "bleu marine" "bleu"; "navy" need not be meant.
      let word = draft.words[range.lowerBound]
      found += colours(named: word).filter { value in
        !found.contains(value) && TextAnalyzer.folded(value.text).contains(word.surface.prefix(4))
      }
    }
    let values = found.filter { $0.field == field }.map(\.text)
    draft.add(
      FieldFilter(field: field, test: .isOneOf(values), words: draft.text.written(range)),
      at: range.lowerBound, stems: key.split(separator: " ").map(String.init),
      compounds: field == .category && !lexicon.linkingLetters.isEmpty ? compounds : [],
      isExpression: field == .subjects && touchesFilter(range, in: draft))
    draft.mark(range, as: .filter)
  }

  /// "dog food" is not "dogs or food": nothing stands between the words.
  private func touchesFilter(_ range: Range<Int>, in draft: RequestDraft) -> Bool {
    let follows = range.lowerBound > 0 && draft.uses[range.lowerBound - 1] == .filter
    let precedes = range.upperBound < draft.count && draft.uses[range.upperBound] == .filter
    return (follows && draft.text.gaps[range.lowerBound] == " ")
      || (precedes && draft.text.gaps[range.upperBound] == " ")
  }

  /// People, series and brands first; else the field that more records use the word in.
  private func bestField(of values: [FacetCatalog.Value]) -> FieldName? {
    let names: Set<FieldName> = [.authors, .series, .brand]
    var best: (field: FieldName, records: Int)?
    for field in Self.fields {
      let records = values.lazy.filter { $0.field == field }.map(\.records).reduce(0, +)
      guard records > 0 else { continue }
      if names.contains(field) { return field }
      if records > best?.records ?? 0 { best = (field, records) }
    }
    return best?.field
  }

  /// One person only; and a single word must look like a name, because "young" and "king" are
  /// words too: a capital within the sentence, or a word that is used for people more than else.
  private func isUnambiguous(
    _ named: [FacetCatalog.Value], _ range: Range<Int>, in draft: RequestDraft
  ) -> Bool {
    guard Set(named.map(\.text)).count == 1 else { return false }
    if range.count > 1 { return true }
    let word = draft.words[range.lowerBound]
    // "French" in a sentence is seldom a family.
    if lexicon.languages.match(at: 0, in: [word.surface]) != nil, draft.count > 1 { return false }
    if !lexicon.capitalisesNouns, range.lowerBound > 0, word.isCapitalised { return true }
    guard let count = catalog.words[word.stem] else { return true }
    return count.people > count.elsewhere
  }

  // MARK: Language

  private func readLanguage(_ draft: inout RequestDraft) {
    guard catalog.has(.language), !catalog.languages.isEmpty else { return }
    for index in 0..<draft.count {
      guard let name = lexicon.languages.match(at: index, in: draft.surfaces),
        draft.isFree(index..<index + name.length)
      else { continue }
      let cue = cueBefore(index, .inLanguage, in: draft)
      let isBeforeKind =
        lexicon.kinds.match(at: index + name.length, in: draft.surfaces)?.value == collection.kind
      guard cue != nil || isBeforeKind else { continue }
      let range = (cue ?? index)..<index + name.length
      let values = catalog.languages.map(\.text).filter { value in
        let value = value.lowercased()
        return value == name.value || value.hasPrefix(name.value + "-")
          || lexicon.languages.match(at: 0, in: analyzer.tokens(value).map(\.surface))?.value
            == name.value
      }
      draft.add(
        FieldFilter(
          field: .language, test: .isOneOf(values.isEmpty ? [name.value] : values),
          words: draft.text.written(range)),
        at: range.lowerBound)
      draft.mark(range, as: .filter)
    }
  }

  /// Where the cue begins that ends right before this word.
  private func cueBefore(_ index: Int, _ cue: Cue, in draft: RequestDraft) -> Int? {
    for start in max(0, index - 4)..<max(0, index)
    where draft.length(of: cue, at: start, lexicon) == index - start {
      return start
    }
    return nil
  }

  // MARK: Size

  /// "size M": the word after a word for sizes.
  private func readCuedSize(_ draft: inout RequestDraft) {
    guard catalog.has(.size) else { return }
    for index in 0..<draft.count {
      let length = draft.length(of: .size, at: index, lexicon)
      guard length > 0, draft.isFree(index + length) else { continue }
      let word = draft.words[index + length]
      guard let value = catalog.sizes[word.text] ?? catalog.sizes[word.text.uppercased()] else {
        continue
      }
      addSize(value, index..<index + length + 1, &draft)
    }
  }

  /// "a sweater in XL": upper case exactly as the collection writes its sizes.
  private func readBareSizes(_ draft: inout RequestDraft) {
    guard catalog.has(.size) else { return }
    for index in 0..<draft.count where draft.isFree(index) {
      let word = draft.words[index]
      guard word.isUpperCase, word.text.count <= 4, draft.count > 1, word.text != "I",
        let value = catalog.sizes[word.text]
      else { continue }
      addSize(value, index..<index + 1, &draft)
    }
  }

  private func addSize(
    _ value: FacetCatalog.Value, _ range: Range<Int>, _ draft: inout RequestDraft
  ) {
    draft.add(
      FieldFilter(
        field: .size, test: .isOneOf([value.text]), words: draft.text.written(range)),
      at: range.lowerBound)
    draft.mark(range, as: .filter)
  }
}
