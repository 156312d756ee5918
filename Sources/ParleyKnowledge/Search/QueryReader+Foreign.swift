import ParleyPlugin

/// What a collection does not answer: other tasks, questions of fact, how the shop works.
extension QueryReader {
  /// Takes such phrases and counts them: the other words of the request must weigh more.
  func readForeign(_ draft: inout RequestDraft) {
    let asksForCost = (0..<draft.count).contains {
      lexicon.length(of: .cost, at: $0, in: draft.surfaces) > 0
    }
    for index in 0..<draft.count {
      let task = longest([.otherTask], at: index, in: draft)
      if task > 0 {
        draft.foreignWords += task
        draft.mark(index..<index + task, as: .talk)
      }
      // To help pages, how the shop works is no foreign matter.
      guard collection.kind != "documents" else { continue }
      let service = longest([.service], at: index, in: draft)
      draft.foreignWords += service > 0 ? service + 1 : 0
      draft.mark(index..<index + service, as: .talk)
      let question = longest([.factQuestion], at: index, in: draft)
      // "What does … cost" is asked of goods.
      if question > 0, !asksForCost { draft.questions += 1 }
      draft.mark(index..<index + question, as: .talk)
    }
  }

  private func longest(_ cues: [Cue], at index: Int, in draft: RequestDraft) -> Int {
    cues.map { draft.length(of: $0, at: index, lexicon) }.max() ?? 0
  }
}
