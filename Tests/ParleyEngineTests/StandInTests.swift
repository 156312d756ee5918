import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

/// Summaries are used for what falls out of the prompt, and only for that.
struct StandInTests {
  /// Turn `n` is the messages `q<n>` and `a<n>`, of five tokens each: the word, and four of the
  /// chat format.
  private func history(_ turns: Int) -> [ChatMessage] {
    (1...turns).flatMap { turn in
      [(Role.user, "q\(turn)"), (.assistant, "a\(turn)")].map { role, id in
        ChatMessage(
          id: MessageID(id), role: role, text: id,
          createdAt: Timestamp(milliseconds: 0))
      }
    }
  }

  private func ids(_ turns: ClosedRange<Int>) -> [MessageID] {
    turns.flatMap { [MessageID("q\($0)"), MessageID("a\($0)")] }
  }

  /// Costs its three words and eight of its fence.
  private func summary(_ name: String, of turns: ClosedRange<Int>, priority: Int = 50) -> Part {
    Part(.data, text: "\(name) is short", priority: priority, standsInFor: ids(turns))
  }

  private func prompt(
    turns: Int = 10, limit: Int, parts: [Part], placement: Persona.Placement = .system,
    maxTokens: Int = 1000
  ) throws -> Prompt {
    try PromptCompiler(
      persona: Persona(
        name: "clerk", label: "Clerk", language: "en",
        budget: PromptBudget(reply: 100, history: .tokens(limit)), placement: placement),
      instructions: "You sell books.",
      contributions: [Contribution(plugin: "summary", maxTokens: maxTokens, parts: parts)],
      history: history(turns), message: "Hello", fence: "abc123"
    ).compile(contextTokens: 4000, tokens: WordCounter())
  }

  private func summaries(_ prompt: Prompt) -> [String] {
    prompt.parts.filter { $0.plugin == "summary" && $0.source == nil }.map { part in
      String(part.text.split(separator: "\n")[1].prefix { $0 != " " })
    }
  }

  private func firstTurn(_ prompt: Prompt) -> String? {
    prompt.parts.first { $0.kind == .history }.map { String($0.text.prefix { $0 != " " }) }
  }

  @Test func aSummaryIsLeftOutWhileItsMessagesAreThere() throws {
    let prompt = try prompt(limit: 100, parts: [summary("S", of: 1...5)])
    #expect(summaries(prompt) == [])
    #expect(prompt.dropped.map(\.reason) == ["the messages it stands in for are in the prompt"])
    #expect(firstTurn(prompt) == "q1")
  }

  @Test func aSummaryStandsInForWhatFellOut() throws {
    let prompt = try prompt(limit: 60, parts: [summary("S", of: 1...5)])
    #expect(summaries(prompt) == ["S"])
    // It costs 11 words, so one turn more has fallen out than without it.
    #expect(firstTurn(prompt) == "q7")
    #expect(prompt.budget.history == 51)
    #expect(prompt.budget.knowledge == 0)
    let text = try #require(prompt.parts.first { $0.plugin == "summary" }?.text)
    #expect(text == "<<data abc123 earlier in this chat>>\nS is short\n<<end abc123>>\n")
  }

  @Test(arguments: [Persona.Placement.system, .late])
  func itStandsBeforeWhatChangesWithEveryTurn(placement: Persona.Placement) throws {
    let found = Part(.data, text: "found", source: book("x", "X").source)
    let prompt = try prompt(
      limit: 60, parts: [found, summary("S", of: 1...5)], placement: placement)
    let kinds = prompt.parts.map { part in
      part.source != nil ? "found" : part.plugin == "summary" ? "summary" : part.kind.rawValue
    }
    let past = Array(repeating: "history", count: 8)
    switch placement {
    case .system:
      #expect(
        kinds == ["instruction", "instruction", "summary", "found"] + past + ["message"])
    case .late:
      #expect(
        kinds == ["instruction", "instruction", "summary"] + past + ["found", "message"])
    }
    #expect(prompt.messages[0].content.contains("S is short"))
  }

  @Test func ofOverlappingSummariesTheOneThatCoversMostIsUsed() throws {
    let parts = [summary("A", of: 1...3), summary("B", of: 1...5), summary("C", of: 4...6)]
    let prompt = try prompt(limit: 60, parts: parts)
    #expect(summaries(prompt) == ["B"])
    #expect(
      prompt.dropped.filter { $0.plugin == "summary" }.map(\.reason) == [
        "another part stands in for the same messages",
        "another part stands in for the same messages",
      ])
  }

  @Test func ofEqualsTheOneThatRepeatsLessIsUsed() throws {
    // Without them turns 5 to 10 fit; both cover the four that fell out.
    let prompt = try prompt(limit: 60, parts: [summary("A", of: 1...8), summary("B", of: 1...4)])
    #expect(summaries(prompt) == ["B"])
  }

  @Test func summariesOfDifferentTurnsStandInTheirOrder() throws {
    let prompt = try prompt(
      limit: 60, parts: [summary("B", of: 3...4), summary("A", of: 1...2)])
    #expect(summaries(prompt) == ["A", "B"])
    #expect(prompt.budget.history == 22 + 30)
  }

  @Test func summariesTakeHalfOfTheHistoryAtMost() throws {
    let prompt = try prompt(limit: 21, parts: [summary("S", of: 1...5)])
    #expect(summaries(prompt) == [])
    #expect(
      prompt.dropped.first?.reason == "over the 10 tokens that may stand in for history")
    #expect(firstTurn(prompt) == "q9")
  }

  @Test func aSummaryOfAnotherChatIsLeftOut() throws {
    let stranger = Part(.data, text: "S is short", standsInFor: [MessageID("elsewhere")])
    let prompt = try prompt(limit: 60, parts: [stranger])
    #expect(prompt.dropped.first?.reason == "it stands in for no earlier message of this chat")
  }

  @Test func aSummaryKeepsToItsPluginsTokens() throws {
    let prompt = try prompt(limit: 60, parts: [summary("S", of: 1...5)], maxTokens: 10)
    #expect(prompt.dropped.first?.reason == "over the plugin's 10 tokens")
  }
}
