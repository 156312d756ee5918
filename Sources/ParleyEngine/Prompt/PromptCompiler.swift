package import ParleyDomain
package import ParleyPlugin

/// Turns the parts of a turn into the messages that are sent: a pure function, so the same inputs
/// give the same bytes.
///
/// Order: instructions, the client's own, what plugins instruct, data (each record in its own fence), history by whole
/// turns, the user's message. With `placement: late` the data stands in a last system message before
/// the user's. What is stable comes first, so that a provider's prompt cache keeps it.
package struct PromptCompiler: Sendable {
  package var persona: Persona
  /// The persona's instructions with their variables filled in.
  package var instructions: String
  /// What the client of the interface instructs besides.
  package var clientInstructions: [String]
  package var contributions: [Contribution]
  /// The chat before this message, oldest first.
  package var history: [ChatMessage]
  package var message: String
  package var fence: String

  package init(
    persona: Persona, instructions: String, clientInstructions: [String] = [],
    contributions: [Contribution], history: [ChatMessage], message: String, fence: String
  ) {
    self.persona = persona
    self.instructions = instructions
    self.clientInstructions = clientInstructions
    self.contributions = contributions
    self.history = history
    self.message = message
    self.fence = fence
  }

  /// The prompt for a model with this context. Throws ``PromptTooLarge`` when instructions and
  /// message alone do not fit.
  package func compile(contextTokens: Int, tokens: any TokenCounter) throws(PromptTooLarge)
    -> Prompt
  {
    var draft = PromptDraft(tokens: tokens)
    let frame = PromptFrame(fence: Fence(word: fence))
    let room = contextTokens - persona.budget.reply - PromptFrame.overheadTokens
    let opening = frame.opening(instructions: [instructions] + clientInstructions)
    let fixed = opening.reduce(0) { $0 + tokens.count($1) } + tokens.count(message)
    guard fixed <= room else {
      throw PromptTooLarge(needed: fixed + persona.budget.reply, available: contextTokens)
    }

    let whole = contextTokens - persona.budget.reply
    let knowledgeLimit = min(persona.budget.knowledge.tokens(of: whole), room - fixed)
    var selection = PartSelection(
      frame: frame, tokens: tokens, limit: knowledgeLimit, contributions: contributions)
    selection.select()
    let historyLimit = min(
      persona.budget.history.tokens(of: whole), room - fixed - selection.spent)
    let window = HistoryWindow(history: history, limit: historyLimit, tokens: tokens)

    draft.add(opening: opening)
    draft.add(selection.instructions)
    if persona.placement == .system { draft.add(selection.data) }
    draft.close(.system)
    for past in window.kept { draft.add(past) }
    if persona.placement == .late {
      draft.add(selection.data)
      draft.close(.system)
    }
    draft.add(message: message)
    return Prompt(
      messages: draft.messages, parts: draft.parts,
      dropped: selection.dropped + window.dropped,
      budget: SpentBudget(
        context: contextTokens, reply: persona.budget.reply,
        instructions: opening.reduce(0) { $0 + tokens.count($1) }, knowledge: selection.spent,
        knowledgeLimit: knowledgeLimit, history: window.spent, historyLimit: historyLimit,
        message: tokens.count(message)))
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
