import ParleyDomain
import ParleyEngine
import ParleyJSON
import ParleyPlugin

extension Verb {
  /// `parley explain`: the exact prompt, part by part.
  static let explain = Verb(
    ["explain"], summary: "Show the exact prompt of a question, part by part",
    discussion: """
      No model is called and nothing is stored. The texts of the parts of each message, joined in order, are the \
      bytes that `parley ask` would send for the same question.

        parley explain "blue mugs under $20"
      """,
    options: [
      OptionSpec("persona", short: "p", value: "P", doc: "Whose prompt (default: the first)")
    ],
    positionals: [PositionalSpec("QUESTION", .optionalMany, doc: "What would be asked")],
    hasData: true
  ) { invocation in
    let question = try invocation.question()
    let terminal = invocation.terminal
    try await CommandFailure.translating {
      let shop = try Shop.open(invocation)
      let persona = try shop.persona(named: invocation.value("persona"))
      try await shop.tellWhatIsMissing(for: persona, on: terminal)
      let engine = try await shop.startEngine(store: NoChats(), knowledge: shop.library())
      let explanation = try await engine.explain(
        TurnRequest(owner: .local, persona: persona.name, text: question))
      await engine.plugins.stop()
      if invocation.globals.json {
        try terminal.data(JSONWriter.string(explanation.json, pretty: terminal.outputIsTerminal))
      } else {
        try ExplanationReport(explanation, terminal: terminal).print()
      }
    }
  }
}

/// An explanation for people: each part under a heading with its plugin, record and cost.
private struct ExplanationReport {
  let explanation: Explanation
  let terminal: Terminal

  init(_ explanation: Explanation, terminal: Terminal) {
    self.explanation = explanation
    self.terminal = terminal
  }

  func print() throws {
    let prompt = explanation.prompt
    for (position, message) in prompt.messages.enumerated() {
      try terminal.data(terminal.strong("== \(message.role.rawValue)"))
      for part in prompt.parts where part.message == position {
        try terminal.data(terminal.faint("-- \(heading(part))"))
        try terminal.data(part.text, terminator: part.text.hasSuffix("\n") ? "" : "\n")
      }
    }
    for dropped in prompt.dropped {
      let record = dropped.source.map { " \($0.reference)" } ?? ""
      try terminal.data(
        terminal.faint(
          "dropped: \(dropped.plugin)\(record), \(dropped.tokens) tokens: \(dropped.reason)"))
    }
    for run in explanation.hooks {
      if case .skipped(let reason) = run.outcome {
        terminal.talk("plugin '\(run.plugin)' was skipped: \(reason)")
      }
    }
    let budget = prompt.budget
    try terminal.data(
      "\(budget.prompt) tokens for \(explanation.persona) through \(explanation.upstream) "
        + "(instructions \(budget.instructions), knowledge \(budget.knowledge) of "
        + "\(budget.knowledgeLimit), history \(budget.history), message \(budget.message)); "
        + "\(budget.reply) kept for the reply; context \(budget.context)")
  }

  private func heading(_ part: PromptPart) -> String {
    var words = ["\(part.plugin): \(part.kind.rawValue)", "\(part.tokens) tokens"]
    if let source = part.source { words.append("\(source.reference)") }
    if let score = part.score { words.append("score \(Int(score * 100)) %") }
    return words.joined(separator: ", ")
  }
}

/// A store without chats, for work that stores nothing and so needs no lock.
private struct NoChats: ChatStore, JobQueue {
  private static let refusal = StoreError(.io, "nothing is stored while explaining")

  func begin(_ turn: BegunTurn) async throws -> Beginning { throw NoChats.refusal }
  func checkpoint(_ texts: [PartialText]) async throws { throw NoChats.refusal }
  func finish(_ turn: FinishedTurn) async throws { throw NoChats.refusal }
  func chat(_ id: ChatID, owner: OwnerID) async throws -> Chat? { nil }
  func messages(of chat: ChatID, owner: OwnerID) async throws -> [StoredMessage] { [] }
  func reply(of generation: GenerationID, owner: OwnerID) async throws -> StoredMessage? { nil }
  func chats(
    of owner: OwnerID, search: String?, after cursor: ChatCursor?, limit: Int
  ) async throws -> ChatPage { ChatPage(chats: [], next: nil) }
  func rename(_ chat: ChatID, to title: String, owner: OwnerID) async throws -> Bool { false }
  func delete(_ chat: ChatID, owner: OwnerID) async throws -> Bool { false }
  func claim(at now: Timestamp, limit: Int) async throws -> [Job] { [] }
  func complete(
    _ job: Job, effects: [Effect], deliveries: [OutgoingDelivery], at now: Timestamp
  ) async throws {}
  func fail(_ job: Job, reason: String, retryAt: Timestamp?) async throws {}
}
