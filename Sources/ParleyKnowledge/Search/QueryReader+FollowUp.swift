import ParleyPlugin

/// Requests that only make sense with what the chat was about.
extension QueryReader {
  func readFollowUp(_ draft: RequestDraft, namesKind: Bool, _ plan: inout QueryPlan) {
    let isCheaper = has(.cheaper, in: draft)
    let isDearer = has(.dearer, in: draft)
    let mayBeTalk = plan.standsByTalkAlone
    if has(.sameMaker, in: draft), draft.foreignWords == 0, plan.identified.isEmpty {
      plan.terms = []
      plan.followUp = .sameMaker
      return
    }
    if plan.standsAlone, !mayBeTalk || pointer(draft, namesKind: namesKind, plan) == nil {
      if opensWithAlso(draft), plan.terms.isEmpty, plan.named.isEmpty, plan.identified.isEmpty,
        plan.sides.isEmpty, plan.series == nil
      {
        plan.followUp = .refined
      } else if varies(draft, plan) {
        plan.followUp = .elaborated
      } else if isCheaper || isDearer, plan.order == nil {
        plan.order = isCheaper ? .cheapest : .dearest
      }
      return
    }
    guard draft.foreignWords == 0 else { return }
    if mayBeTalk { plan.terms = [] }
    plan.followUp = pointer(draft, namesKind: namesKind, plan)
  }

  /// Whether few words of its own vary what was asked before: "and for kids?", "do you have that in
  /// glass?".
  private func varies(_ draft: RequestDraft, _ plan: QueryPlan) -> Bool {
    guard plan.intent == .find, plan.named.isEmpty, plan.identified.isEmpty, plan.series == nil,
      plan.sides.isEmpty, draft.foreignWords == 0, draft.questions == 0,
      collection.kind != "documents", draft.count <= Self.longestVariation,
      (1...Self.mostNewWords).contains(plan.terms.count(where: { !$0.isOptional }))
    else { return false }
    return opensWithAlso(draft) || has(.it, in: draft) || namesOne(draft)
  }

  /// "a dotted one": the thing itself stands in the request before.
  private func namesOne(_ draft: RequestDraft) -> Bool {
    (0..<draft.count).contains {
      lexicon.kinds.match(at: $0, in: draft.surfaces)?.value == "item"
    }
  }

  private static let longestVariation = 10
  private static let mostNewWords = 3

  private func pointer(
    _ draft: RequestDraft, namesKind: Bool, _ plan: QueryPlan
  ) -> FollowUp? {
    if has(.cheaper, in: draft), !isTalkOnly(.cheaper, in: draft) { return .cheaper }
    if has(.dearer, in: draft), plan.order == nil { return .dearer }
    if let place = ordinal(in: draft) { return place }
    if plan.intent == .nextInSeries || plan.intent == .similar { return .one }
    if hasPhrase(.it, in: draft) { return .one }
    if plan.order != nil, !namesKind { return .all }
    if has(.more, in: draft), plan.filters.isEmpty, plan.order == nil { return .more }
    if !plan.filters.isEmpty, opensWithAlso(draft) { return .refined }
    guard !namesKind else { return nil }
    if has(.it, in: draft) { return .one }
    if has(.them, in: draft) { return .all }
    let narrows = plan.filters.contains {
      switch $0.filter.test {
      case .inStock, .onSale: false
      default: true
      }
    }
    return narrows && draft.count <= Self.shortMessage ? .refined : nil
  }

  private func has(_ cue: Cue, in draft: RequestDraft) -> Bool {
    (0..<draft.count).contains { index in
      let length = lexicon.length(of: cue, at: index, in: draft.surfaces)
      return length > 0
        && (index..<index + length).allSatisfy {
          draft.uses[$0] != .filter && draft.uses[$0] != .title
        }
    }
  }

  /// A phrase of two or more words: clearer than a pronoun alone.
  private func hasPhrase(_ cue: Cue, in draft: RequestDraft) -> Bool {
    (0..<draft.count).contains { lexicon.length(of: cue, at: $0, in: draft.surfaces) > 1 }
  }

  /// Whether the words of the cue were read as a constraint ("cheaper than $20").
  private func isTalkOnly(_ cue: Cue, in draft: RequestDraft) -> Bool {
    !(0..<draft.count).contains { index in
      let length = lexicon.length(of: cue, at: index, in: draft.surfaces)
      return length > 0 && draft.uses[index] != .filter
    }
  }

  private func opensWithAlso(_ draft: RequestDraft) -> Bool {
    lexicon.length(of: .also, at: 0, in: draft.surfaces) > 0
  }

  private func ordinal(in draft: RequestDraft) -> FollowUp? {
    for index in 0..<draft.count where draft.uses[index] != .filter {
      if let match = lexicon.ordinals.match(at: index, in: draft.surfaces) {
        return .ordinal(match.value)
      }
      if lexicon.length(of: .last, at: index, in: draft.surfaces) > 0 { return .last }
      let isCounted =
        draft.count == 1
        || (index > 0 && lexicon.length(of: .volume, at: index - 1, in: draft.surfaces) > 0)
      if isCounted, let number = draft.words[index].number, (1...50).contains(number),
        let place = Int(exactly: number)
      {
        return .ordinal(place)
      }
    }
    return nil
  }
}
