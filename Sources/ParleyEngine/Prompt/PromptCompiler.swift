package import ParleyDomain
package import ParleyPlugin

/// Turns the parts of a turn into the messages that are sent: a pure function, so the same inputs
/// give the same bytes.
///
/// What stays the same from turn to turn comes first, so that a provider's prompt cache keeps it:
/// instructions, the client's own, how to read data, whole collections, what plugins instruct, what
/// stands in for messages that fell out. Then memories and the data found for this message (each
/// record in its own fence), history by whole turns, the user's message. With `placement: late`
/// memories and found data stand in a last system message before the user's, so the history is part
/// of the stable beginning, too.
package struct PromptCompiler: Sendable {
  package var persona: Persona
  /// The persona's instructions with their variables filled in.
  package var instructions: String
  /// What the client of the interface instructs besides.
  package var clientInstructions: [String]
  package var contributions: [Contribution]
  /// The chat before this message, oldest first.
  package var history: [ChatMessage]
  /// Whether the chat has messages before ``history``, which count as fallen out.
  package var isHistoryCut: Bool
  package var message: String
  package var fence: String

  package init(
    persona: Persona, instructions: String, clientInstructions: [String] = [],
    contributions: [Contribution], history: [ChatMessage], isHistoryCut: Bool = false,
    message: String, fence: String
  ) {
    self.persona = persona
    self.instructions = instructions
    self.clientInstructions = clientInstructions
    self.contributions = contributions
    self.history = history
    self.isHistoryCut = isHistoryCut
    self.message = message
    self.fence = fence
  }

  /// The prompt for a model with this context. Throws ``PromptTooLarge`` when instructions and
  /// message alone do not fit.
  package func compile(contextTokens: Int, tokens: any TokenCounter) throws(PromptTooLarge)
    -> Prompt
  {
    let frame = PromptFrame(fence: Fence(word: fence))
    let opening = frame.opening(instructions: [instructions] + clientInstructions)
      .map { CountedText($0, tokens: tokens) }
    let openingCost = opening.reduce(0) { $0 + $1.cost }
    let message = CountedText(message, tokens: tokens)
    let whole = contextTokens - persona.budget.reply
    let room = whole - PromptFrame.overheadTokens - openingCost - message.cost
    guard room >= 0 else {
      throw PromptTooLarge(
        needed: openingCost + message.cost + persona.budget.reply, available: contextTokens)
    }

    let plan = BudgetPlan(persona.budget, whole: whole, room: room)
    let candidates = PartCandidate.all(contributions, frame: frame, tokens: tokens)
    let history = CountedHistory(history, tokens: tokens)
    let (selection, limits) = select(candidates, plan, history)
    let (knowledge, memory) = (
      selection.spent[.knowledge] ?? 0, selection.spent[.memory] ?? 0
    )
    // Parts are not divided, so the others may leave something of what they were granted.
    let historyLimit = min(
      max(plan.most(for: .history), limits[.history] ?? 0), room - knowledge - memory)
    let past = past(history, candidates, selection, limit: historyLimit)

    var draft = PromptDraft()
    for text in opening { draft.add(text) }
    let numbered = NumberedParts(selection.chosen, tokens: tokens)
    draft.add(numbered.whole + numbered.instructions)
    draft.add(past.standIns.chosen.map { $0.sent(index: nil, tokens: tokens) })
    if persona.placement == .system { draft.add(numbered.found) }
    draft.close(.system)
    for message in past.window.kept { draft.add(message) }
    if persona.placement == .late {
      draft.add(numbered.found)
      draft.close(.system)
    }
    draft.add(message: message)
    return Prompt(
      messages: draft.messages, parts: draft.parts,
      dropped: selection.dropped + past.standIns.dropped + past.window.dropped,
      budget: SpentBudget(
        context: contextTokens, reply: persona.budget.reply, instructions: openingCost,
        knowledge: numbered.cost(.knowledge),
        knowledgeLimit: plan.limit(of: .knowledge, in: limits), memory: numbered.cost(.memory),
        memoryLimit: plan.limit(of: .memory, in: limits),
        history: past.window.spent + past.standIns.spent, historyLimit: historyLimit,
        message: message.cost))
  }

  /// The parts that fit, and what each section may take: what is wanted is found out by choosing
  /// without regard to the others first.
  private func select(
    _ candidates: [PartCandidate], _ plan: BudgetPlan, _ history: CountedHistory
  ) -> (PartSelection, [BudgetSection: Int]) {
    let wish = PartSelection(
      candidates,
      limits: [.knowledge: plan.most(for: .knowledge), .memory: plan.most(for: .memory)])
    var wanted = wish.spent
    wanted[.history] = history.cost
    let limits = plan.limits(wanted: wanted)
    let isGranted = wish.spent.allSatisfy { $0.value <= limits[$0.key] ?? 0 }
    return (isGranted ? wish : PartSelection(candidates, limits: limits), limits)
  }

  /// The history that fits: once as if nothing stood in for what falls out, once beside what does.
  private func past(
    _ history: CountedHistory, _ candidates: [PartCandidate], _ selection: PartSelection, limit: Int
  ) -> (window: HistoryWindow, standIns: StandInChoice) {
    let window = HistoryWindow(history, limit: limit)
    let standIns = StandInChoice(
      candidates, window: window, isHistoryCut: isHistoryCut, limit: limit,
      spentByPlugin: selection.spentByPlugin)
    guard standIns.spent > 0 else { return (window, standIns) }
    return (HistoryWindow(history, limit: limit - standIns.spent), standIns)
  }
}

/// The prompt does not fit even without records and history.
package struct PromptTooLarge: Error, Sendable, Hashable, CustomStringConvertible {
  /// Tokens of instructions, message and reply.
  package var needed: Int
  package var available: Int

  package var description: String {
    "instructions, message and reply need \(needed) tokens, the context has \(available)"
  }
}
