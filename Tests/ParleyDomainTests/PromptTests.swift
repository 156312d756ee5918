import ParleyDomain
import ParleyPlugin
import Testing

@Suite struct PromptTests {
  @Test func citationsComeFromNumberedRecordsOnly() {
    let (first, second) = (source("1"), source("2"))
    let prompt = Prompt(
      messages: [],
      parts: [
        PromptPart(
          plugin: "parley", kind: .instruction, message: 0, text: "Sell books.", tokens: 3),
        PromptPart(
          plugin: "books", kind: .data, message: 0, text: "…", tokens: 1, source: first, index: 1),
        PromptPart(plugin: "books", kind: .data, message: 0, text: "…", tokens: 1, source: second),
      ],
      dropped: [], budget: budget)
    #expect(prompt.citationIndex == [first.reference: 1])
  }

  @Test func thePromptCostsWhatIsSentWithoutTheReply() {
    #expect(budget.prompt == 10 + 20 + 30 + 5)
  }

  private let budget = SpentBudget(
    context: 1000, reply: 800, instructions: 10, knowledge: 20, knowledgeLimit: 400, history: 30,
    historyLimit: 400, message: 5)

  private func source(_ id: String) -> Source {
    Source(reference: RecordReference(collection: "books", id: id), title: id)
  }
}
