import ParleyDomain
import ParleyPlugin

/// A turn after its pre-prompt hooks: all that compiling and calling a model need.
struct PreparedTurn: Sendable {
  var persona: Persona
  /// Whom the chat belongs to.
  var owner: OwnerID
  var turn: Turn
  var fence: String
  var instructions: String
  var clientInstructions: [String]
  var upstreams: [Upstream]
  var result: PrePromptResult
  var lookups: [Lookup]
  /// Whether messages stand before those of the turn's history.
  var isHistoryCut = false
  /// The knowledge that the turn began with.
  var snapshot: any KnowledgeSnapshot
  /// The entries whose data the built-in model may read out though no search found it.
  var readOut: Set<String> = []

  var versions: [String: String] { snapshot.versions }

  /// The persona's own lines, and what the client tells the model to do.
  var allInstructions: String {
    let lines = [instructions, persona.greeting ?? ""] + persona.samples + clientInstructions
    return lines.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The prompt for one upstream. Throws ``PromptTooLarge``.
  func prompt(for upstream: Upstream) throws(PromptTooLarge) -> Prompt {
    try PromptCompiler(
      persona: persona, instructions: instructions, clientInstructions: clientInstructions,
      contributions: result.contributions, history: turn.history, isHistoryCut: isHistoryCut,
      message: turn.message.text, fence: fence
    ).compile(contextTokens: upstream.contextTokens, tokens: upstream.tokens)
  }

  /// The first upstream that the prompt fits. Throws ``TurnError``.
  func route() throws -> (position: Int, prompt: Prompt) {
    var obstacles: [String] = []
    for index in upstreams.indices {
      do {
        return (index, try prompt(for: upstreams[index]))
      } catch {
        obstacles.append("\(upstreams[index].name): \(error)")
      }
    }
    guard !obstacles.isEmpty else {
      throw TurnError(.noUpstream, "persona '\(persona.name)' has no upstream to ask")
    }
    throw TurnError(
      .promptTooLarge, "the message fits no upstream (\(obstacles.joined(separator: "; ")))")
  }
}

extension Engine {
  /// Runs the pre-prompt hooks of a turn. Changes nothing.
  func prepare(_ beginning: TurnBeginning) async throws -> PreparedTurn {
    let turn = beginning.turn
    let persona = beginning.persona
    let snapshot = try await knowledge.snapshot()
    let lookups = LookupRecord()
    let upstreams = upstreams(of: persona)
    guard let first = upstreams.first else {
      throw TurnError(.noUpstream, "persona '\(persona.name)' has no upstream to ask")
    }
    let runners = hooks[persona, .prePrompt]
    let now = clock.now
    var result = try await PrePromptStage(runners: runners).run(turn) { entry, deadline in
      host(
        of: entry, until: deadline, at: now, tokens: first.tokens, snapshot: snapshot,
        history: turn.history, lookups: lookups, persona: persona, owner: beginning.chat.owner,
        chat: turn.chat)
    }
    if let carried = beginning.chat.carried {
      result.contributions.append(Contribution(carried: carried))
    }
    return PreparedTurn(
      persona: persona, owner: beginning.chat.owner, turn: turn, fence: beginning.chat.fence,
      instructions: InstructionTemplate(text: persona.instructions)
        .filled(with: InstructionTemplate.values(for: persona, at: now)),
      clientInstructions: beginning.clientInstructions,
      upstreams: upstreams, result: result,
      lookups: lookups.ordered(by: plugins.runners.map(\.entry.name)),
      isHistoryCut: beginning.isHistoryCut,
      snapshot: snapshot,
      readOut: Set(runners.map(\.entry).filter(\.isReadOut).map(\.name)))
  }

  /// What one hook of a turn sees of the house.
  func host(
    of entry: PluginEntry, until deadline: Deadline, at now: Timestamp,
    tokens: any TokenCounter, snapshot: any KnowledgeSnapshot, history: [ChatMessage],
    lookups: LookupRecord, persona: Persona, owner: OwnerID, chat: ChatID
  ) -> TurnHostSession {
    let own = upstreams(of: persona)
    let historyTokens = own.first.map { persona.historyTokens(of: $0) } ?? .max
    return TurnHostSession(
      entry: entry.name, deadline: deadline, now: now, tokens: tokens,
      historyTokens: historyTokens,
      knowledge: RecordedKnowledge(
        entry: entry.name, snapshot: snapshot, history: history, record: lookups),
      model: HookModelAccess(
        own: own.first, upstreams: upstreams, guards: guards,
        replyTokens: max(persona.budget.reply, HookModelAccess.leastReplyTokens),
        documents: documents),
      memory: TurnMemories(
        recollections: recollections, entry: entry.name, owner: owner, chat: chat,
        history: history, historyTokens: historyTokens, now: now),
      operatorLog: log)
  }
}

extension Persona {
  /// The most tokens of earlier messages in a prompt for an upstream.
  fileprivate func historyTokens(of upstream: Upstream) -> Int {
    let whole = max(0, upstream.contextTokens - budget.reply)
    return BudgetPlan(budget, whole: whole, room: whole).most(for: .history)
  }
}
