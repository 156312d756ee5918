import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

/// How a context is divided among knowledge, memory and history.
struct PromptBudgetTests {
  private func words(_ count: Int, _ word: String = "w") -> String {
    Array(repeating: word, count: count).joined(separator: " ")
  }

  /// Each message of the history costs ten tokens: six words, and four of the chat format.
  ///
  /// Each of these parts costs its words and six of its fence.
  private func part(_ id: String, _ count: Int, _ section: Part.Section = .knowledge) -> Part {
    Part(.data, text: words(count), source: book(id, id).source, section: section)
  }

  private func prompt(
    _ budget: PromptBudget, parts: [Part], historyTurns: Int = 0, context: Int,
    maxTokens: Int = 100_000
  ) throws -> Prompt {
    let history = (0..<historyTurns).map { turn in
      ChatMessage(
        id: MessageID("m\(turn)"), role: .user, text: words(6, "h"),
        createdAt: Timestamp(milliseconds: 0))
    }
    return try PromptCompiler(
      persona: Persona(name: "clerk", label: "Clerk", language: "en", budget: budget),
      instructions: "",
      contributions: [
        Contribution(plugin: "books", maxTokens: maxTokens, parts: parts)
      ], history: history, message: "Hello", fence: "abc123"
    ).compile(contextTokens: context, tokens: WordCounter())
  }

  /// A context in which this much is left for knowledge, memory and history.
  private func context(room: Int, reply: Int = 100) throws -> Int {
    let empty = try prompt(PromptBudget(reply: reply), parts: [], context: 10_000)
    return room + reply + 64 + empty.budget.instructions + empty.budget.message
  }

  @Test func memoriesAreChargedToMemory() throws {
    let prompt = try prompt(
      PromptBudget(reply: 100, knowledge: .tokens(50), memory: .tokens(60)),
      parts: [part("a", 43), part("m", 53, .memory), part("n", 10, .memory)], context: 4000)
    #expect(prompt.budget.knowledge == 49)
    #expect(prompt.budget.memory == 59)
    #expect(prompt.budget.memoryLimit == 60)
    #expect(prompt.dropped.map(\.reason) == ["over the persona's 60 tokens for memory"])
    // Memories stand before what was found, and are numbered in the order of the prompt.
    #expect(prompt.parts.compactMap(\.source?.reference.id) == ["m", "a"])
    #expect(prompt.parts.compactMap(\.index) == [1, 2])
  }

  @Test func minimumsAreKeptByPriorityWhenTheContextIsTooSmall() throws {
    let budget = PromptBudget(
      reply: 100, knowledge: BudgetShare(.tokens(500), least: .tokens(80), priority: 90),
      memory: BudgetShare(.tokens(500), least: .tokens(80), priority: 10),
      history: BudgetShare(.tokens(500), least: .tokens(40), priority: 50))
    let prompt = try prompt(
      budget, parts: (0..<20).flatMap { [part("k\($0)", 13), part("m\($0)", 13, .memory)] },
      historyTurns: 20, context: try context(room: 140))
    #expect(prompt.budget.knowledgeLimit == 80)
    #expect(prompt.budget.memoryLimit == 20)
    #expect((40..<60).contains(prompt.budget.history))
    #expect(prompt.budget.knowledge == 76)
  }

  @Test func sharesAreCutAlikeWhenTheContextIsTooSmall() throws {
    let budget = PromptBudget(
      reply: 100, knowledge: .tokens(300), memory: .tokens(0), history: .tokens(300))
    let prompt = try prompt(
      budget, parts: (0..<40).map { part("k\($0)", 13) }, historyTurns: 40,
      context: try context(room: 400))
    #expect((190..<210).contains(prompt.budget.knowledgeLimit))
    #expect((190...210).contains(prompt.budget.historyLimit))
  }

  @Test func roomThatIsLeftOverGoesToHistoryUpToItsMaximum() throws {
    var budget = PromptBudget(
      reply: 100, knowledge: .tokens(300), memory: .tokens(100),
      history: BudgetShare(.tokens(100), most: .tokens(250)))
    let context = try context(room: 500)
    let grown = try prompt(budget, parts: [part("a", 13)], historyTurns: 60, context: context)
    #expect(grown.budget.history == 250)
    #expect(grown.budget.knowledge == 19)
    // Without a maximum of its own, a share does not grow.
    budget.history = .tokens(100)
    let fixed = try prompt(budget, parts: [part("a", 13)], historyTurns: 60, context: context)
    #expect(fixed.budget.history == 100)
  }

  @Test func whoComesFirstGetsTheRoomThatIsLeftOver() throws {
    let parts = (0..<40).map { part("k\($0)", 13) }
    func spent(knowledgePriority: Int?) throws -> SpentBudget {
      try prompt(
        PromptBudget(
          reply: 100,
          knowledge: BudgetShare(.tokens(100), most: .tokens(1000), priority: knowledgePriority),
          memory: .tokens(0), history: BudgetShare(.tokens(100), most: .tokens(1000))),
        parts: parts, historyTurns: 100, context: try context(room: 400)
      ).budget
    }
    let usual = try spent(knowledgePriority: nil)
    #expect(usual.knowledgeLimit == 100)
    #expect(usual.history == 300)
    let other = try spent(knowledgePriority: 80)
    #expect(other.knowledgeLimit == 300)
    #expect(other.history == 110)
  }

  @Test func allGrowthTogetherStaysWithinTheContext() throws {
    let greedy = BudgetShare(.percent(100), least: .percent(100), most: .percent(100))
    let budget = PromptBudget(reply: 100, knowledge: greedy, memory: greedy, history: greedy)
    for room in [0, 1, 19, 20, 100, 101, 5000] {
      let context = try context(room: room)
      let prompt = try prompt(
        budget, parts: (0..<20).flatMap { [part("k\($0)", 13), part("m\($0)", 13, .memory)] },
        historyTurns: 30, context: context)
      #expect(prompt.parts.reduce(0) { $0 + $1.tokens } + 100 + 64 <= context)
      #expect(prompt.budget.prompt == prompt.parts.reduce(0) { $0 + $1.tokens })
    }
  }

  // MARK: whole collections

  @Test func aWholeCollectionStandsFirstAndKeepsItsNumbers() throws {
    let whole = ["a", "b", "c"].map { part($0, 3, .whole) }
    let first = try prompt(PromptBudget(), parts: whole + [part("x", 5)], context: 4000)
    let second = try prompt(
      PromptBudget(), parts: whole + [part("y", 5), part("b", 5)], context: 4000)
    #expect(first.parts.compactMap(\.source?.reference.id) == ["a", "b", "c", "x"])
    #expect(second.parts.compactMap(\.source?.reference.id) == ["a", "b", "c", "y"])
    #expect(second.parts.compactMap(\.index) == [1, 2, 3, 4])
    #expect(first.parts.prefix(4) == second.parts.prefix(4))
    #expect(second.dropped.map(\.reason) == ["another plugin injects the same record"])
  }

  @Test func aWholeThatDoesNotFitLeavesItsPlaceToWhatWasFound() throws {
    let whole = (0..<10).map { part("r\($0)", 43, .whole) }
    let parts = whole + [part("r3", 43)]
    let overPlugin = try prompt(PromptBudget(), parts: parts, context: 4000, maxTokens: 400)
    #expect(overPlugin.parts.compactMap(\.source?.reference.id) == ["r3"])
    #expect(
      overPlugin.dropped.map(\.reason) == ["the whole of 10 parts is over the plugin's 400 tokens"])
    #expect(overPlugin.dropped.map(\.tokens) == [490])
    let overShare = try prompt(
      PromptBudget(knowledge: .tokens(489)), parts: parts, context: 4000)
    #expect(overShare.parts.compactMap(\.source?.reference.id) == ["r3"])
    let fits = try prompt(PromptBudget(knowledge: .tokens(490)), parts: parts, context: 4000)
    #expect(fits.parts.compactMap(\.source).count == 10)
  }
}
