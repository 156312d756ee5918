import ParleyPlugin

/// The last step: what is talk, what names the kind of record, and what is searched as text.
extension QueryReader {
  func finish(_ draft: inout RequestDraft) -> QueryPlan {
    var plan = QueryPlan(intent: draft.intent, order: draft.order)
    plan.words = Set(draft.words.map(\.stem) + paraphrased(in: draft).flatMap(\.stems))
    plan.text = draft.text.written(0..<min(draft.count, 20))
    plan.foreignWords = draft.foreignWords + draft.questions
    let namesKind = readKinds(&draft, &plan)
    plan.identified = draft.identified
    plan.series = draft.series
    plan.filters = draft.filters.sorted { $0.position < $1.position }.map {
      QueryPlan.Filter(filter: $0.filter, stems: $0.stems, compounds: $0.compounds)
    }
    plan.sides = sides(of: draft)
    let terms = terms(of: &draft)
    if plan.sides.isEmpty {
      plan.terms = terms
      addNamed(of: draft, to: &plan)
    } else if plan.intent == .compare {
      // Values inside of the sides tell the sides apart; they are no constraint on both.
      plan.filters.removeAll { !$0.stems.isEmpty }
    } else if plan.intent == .similar {
      resembleOrFind(draft, &plan)
    }
    plan.terms += draft.unknownIdentifiers.map {
      QueryPlan.Term(text: $0.text, stems: [$0.stem], isRequired: true)
    }
    plan.isForAll =
      (namesKind || draft.asksForAll) && plan.filters.isEmpty && plan.terms.isEmpty
      && plan.identified.isEmpty
      && plan.named.isEmpty && plan.sides.isEmpty && plan.foreignWords == 0
    plan.isPlainQuestion = !namesKind && !draft.asksForAll && isPlainQuestion(draft, plan)
    if !draft.asksForAll { readFollowUp(draft, namesKind: namesKind, &plan) }
    plan.wording = wording(of: draft, plan.terms)
    return plan
  }

  /// Whether the request opens as a question, with no word that asks for something to have.
  private func isPlainQuestion(_ draft: RequestDraft, _ plan: QueryPlan) -> Bool {
    guard lexicon.length(of: .question, at: 0, in: draft.surfaces) > 0, plan.order == nil,
      plan.intent == .find, plan.named.isEmpty, plan.identified.isEmpty
    else { return false }
    let isConstrained = plan.filters.contains { filter in
      switch filter.filter.field {
      case .subjects, .category, .colour, .material: false
      default: true
      }
    }
    return !isConstrained
      && !(0..<draft.count).contains {
        lexicon.length(of: .wish, at: $0, in: draft.surfaces) > 0
      }
  }

  // MARK: Talk

  /// The words inside of phrases of talk, of at least so many words.
  func talkRanges(in draft: RequestDraft, ofWords least: Int = 1) -> Set<Int> {
    var talk: Set<Int> = []
    for index in 0..<draft.count {
      let length = talkCues.map { lexicon.length(of: $0, at: index, in: draft.surfaces) }.max() ?? 0
      if length >= least { talk.formUnion(index..<index + length) }
      if least == 1, let kind = lexicon.kinds.match(at: index, in: draft.surfaces),
        kind.value == collection.kind || kind.value == "item"
      {
        talk.formUnion(index..<index + kind.length)
      }
    }
    return talk
  }

  /// Shop matters are the subject of documents, and talk everywhere else.
  private var talkCues: [Cue] {
    collection.kind == "documents" ? [.function, .chat] : [.function, .chat, .shopTalk]
  }

  /// Words that point at the chat ("the second", "cheaper"). Beside words with content those that
  /// may be content themselves are ("the second world war").
  private func pointers(in draft: RequestDraft) -> Set<Int> {
    let talk = talkRanges(in: draft)
    let sure = ranges(of: [.cheaper, .dearer, .more], in: draft)
    var places = ranges(of: [.last, .it, .them], in: draft)
    for index in 0..<draft.count {
      guard let ordinal = lexicon.ordinals.match(at: index, in: draft.surfaces) else { continue }
      places.formUnion(index..<index + ordinal.length)
    }
    let hasContent = (0..<draft.count).contains {
      draft.isFree($0) && !talk.contains($0) && !sure.contains($0) && !places.contains($0)
    }
    return hasContent ? sure : sure.union(places)
  }

  func ranges(of cues: [Cue], in draft: RequestDraft) -> Set<Int> {
    var indices: Set<Int> = []
    for index in 0..<draft.count {
      let length = cues.map { lexicon.length(of: $0, at: index, in: draft.surfaces) }.max() ?? 0
      indices.formUnion(index..<index + length)
    }
    return indices
  }

  // MARK: Kinds

  /// Takes the words for this kind of record; returns whether there were any.
  ///
  /// A word for another kind asks for something that is not here, when it is what the request is
  /// about ("books on whales"), and is an ordinary word elsewhere ("a light for my book").
  private func readKinds(_ draft: inout RequestDraft, _ plan: inout QueryPlan) -> Bool {
    var namesKind = false
    var seesContent = false
    let talk = talkRanges(in: draft)
    for index in 0..<draft.count where draft.isFree(index) {
      guard let kind = lexicon.kinds.match(at: index, in: draft.surfaces),
        draft.isFree(index..<index + kind.length)
      else {
        seesContent = seesContent || !talk.contains(index)
        continue
      }
      let range = index..<index + kind.length
      if kind.value == collection.kind || kind.value == "item" {
        namesKind = namesKind || kind.value == collection.kind
        draft.mark(range, as: .kind)
      } else if isHead(range, seesContent, talk, in: draft) {
        plan.foreignWords += 1
        draft.mark(range, as: .talk)
      } else if collection.kind == "documents" {
        draft.mark(range, as: .talk)
      }
      seesContent = true
    }
    return namesKind
  }

  private func isHead(
    _ range: Range<Int>, _ seesContent: Bool, _ talk: Set<Int>, in draft: RequestDraft
  ) -> Bool {
    let next = range.upperBound
    if seesContent || (next < draft.count && draft.isFree(next) && !talk.contains(next)) {
      return false
    }
    guard collection.kind == "documents" else { return true }
    // Help pages speak of all kinds: only a request for nothing else is not theirs.
    return !draft.uses.indices.contains { $0 > next && draft.isFree($0) && !talk.contains($0) }
  }

  // MARK: Terms

  private func terms(of draft: inout RequestDraft) -> [QueryPlan.Term] {
    let isShort = draft.count <= Self.shortMessage
    let phrases = talkRanges(in: draft, ofWords: 2).union(pointers(in: draft))
    let talk = talkRanges(in: draft).union(phrases)
    var terms: [QueryPlan.Term] = draft.required.map {
      QueryPlan.Term(text: $0.text, stems: [$0.stem], isRequired: true)
    }
    for index in 0..<draft.count where draft.isFree(index) {
      var isOptional = false
      if talk.contains(index) {
        // In a short message shop talk may be a name; it must not be missed, nor decide.
        guard isShort, !isFunction(index, in: draft), !phrases.contains(index),
          lexicon.length(of: .chat, at: 0, in: [draft.surfaces[index]]) == 0,
          catalog.words[draft.words[index].stem] != nil
        else {
          draft.mark(index..<index + 1, as: .talk)
          continue
        }
        isOptional = true
      }
      var term = term(draft.words[index], isOptional: isOptional)
      term.stems += draft.words[index].forms + draft.words[index].parts
      term.isPurpose = isPurpose(index, in: draft)
      terms.append(term)
      draft.mark(index..<index + 1, as: .term)
    }
    leaveOutUnknownChoices(of: draft, &terms)
    terms += paraphrased(in: draft)
    // "How much is LMP-1004?" asks for that, not for what things cost.
    if draft.namesForeignNumber, terms.allSatisfy(\.isOptional) { return [] }
    // A number says nothing by itself ("under 200 pages" asked of help pages).
    let isNumbersOnly = terms.allSatisfy { $0.text.utf8.allSatisfy { $0 < 0x3A } && !$0.isRequired }
    return collection.kind == "documents" && isNumbersOnly ? [] : distinct(terms)
  }

  /// "A collar or a lead": who gives a choice is content with one of the two.
  private func leaveOutUnknownChoices(of draft: RequestDraft, _ terms: inout [QueryPlan.Term]) {
    for index in 1..<max(draft.count, 1)
    where lexicon.length(of: .or, at: index, in: draft.surfaces) > 0 {
      guard let left = (0..<index).last(where: { draft.uses[$0] == .term }),
        let right = (index..<draft.count).first(where: { draft.uses[$0] == .term }),
        let first = terms.firstIndex(where: { $0.stems.first == draft.words[left].stem }),
        let second = terms.firstIndex(where: { $0.stems.first == draft.words[right].stem })
      else { continue }
      let isKnown = [first, second].map { terms[$0].stems.contains { catalog.words[$0] != nil } }
      if isKnown == [true, false] { terms[second].isOptional = true }
      if isKnown == [false, true] { terms[first].isOptional = true }
    }
  }

  /// Whether the word follows "for", with at most an article between; and what belongs to such a
  /// word: "for the room of my son".
  private func isPurpose(_ index: Int, in draft: RequestDraft) -> Bool {
    var isJoined = true
    for before in stride(from: index - 1, to: max(0, index - 1 - Self.longestPurpose), by: -1) {
      if draft.text.gaps[before + 1].contains(where: { ",;:?!.".contains($0) }) { return false }
      if lexicon.length(of: .purpose, at: before, in: draft.surfaces) > 0 { return true }
      if isFunction(before, in: draft) {
        isJoined = true
      } else if before < index - 1, isJoined {
        isJoined = false
      } else {
        return false
      }
    }
    return false
  }

  private static let longestPurpose = 5

  /// What phrases of a question ask for, so that the passage about it comes first.
  func paraphrased(in draft: RequestDraft) -> [QueryPlan.Term] {
    guard collection.kind == "documents" else { return [] }
    return (0..<draft.count).compactMap { index in
      guard let match = lexicon.paraphrases.match(at: index, in: draft.surfaces),
        let token = analyzer.tokens(match.value).first
      else { return nil }
      let word = RequestWord(text: match.value, surface: token.surface, stem: token.stem)
      return term(word, isOptional: true)
    }
  }

  private func term(_ word: RequestWord, isOptional: Bool = false) -> QueryPlan.Term {
    let synonyms = collection.kind == "documents" ? lexicon.synonyms[word.stem] ?? [] : []
    return QueryPlan.Term(
      text: word.text, stems: [word.stem] + synonyms, isOptional: isOptional)
  }

  private func distinct(_ terms: [QueryPlan.Term]) -> [QueryPlan.Term] {
    var seen: Set<String> = []
    return terms.filter { seen.insert($0.stems.first ?? "").inserted }
  }

  // MARK: Named records

  /// Titles alone are what is wanted; with other words around they are words like others, and
  /// records that they name come first.
  private func addNamed(of draft: RequestDraft, to plan: inout QueryPlan) {
    plan.named = draft.titles.sorted { $0.position < $1.position }.map {
      QueryPlan.Named(numbers: $0.numbers)
    }
    let hasContent = plan.terms.contains { !$0.isOptional }
    guard hasContent, !plan.named.isEmpty else { return }
    plan.terms = distinct(plan.terms + draft.titles.flatMap(\.words).map { term($0) })
  }

  private func sides(of draft: RequestDraft) -> [QueryPlan.Side] {
    draft.sides.compactMap { range in
      if let title = draft.titles.first(where: { range.contains($0.position) }) {
        return .named(QueryPlan.Named(numbers: title.numbers))
      }
      let talk = talkRanges(in: draft)
      let words = range.filter {
        (draft.isFree($0) && !talk.contains($0)) || draft.uses[$0] == .filter
      }
      return words.isEmpty ? nil : .terms(words.map { term(draft.words[$0]) })
    }
  }

  /// Something like a thing that no title names is a thing to find.
  private func resembleOrFind(_ draft: RequestDraft, _ plan: inout QueryPlan) {
    if case .named(let named)? = plan.sides.first {
      plan.resembled = draft.titles.first { $0.numbers == named.numbers }?.text
      return
    }
    let isByPerson = plan.filters.contains { $0.filter.field == .authors }
    if case .terms(let terms)? = plan.sides.first, !isByPerson {
      let own = distinct(terms).filter { term in
        !plan.filters.contains { $0.stems.contains(term.stems.first ?? "") }
      }
      plan.terms = own
      plan.intent = .find
    }
    plan.sides = []
    addNamed(of: draft, to: &plan)
  }
}
