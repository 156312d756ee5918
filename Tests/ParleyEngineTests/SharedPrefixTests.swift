import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

/// How much of a prompt is the same as in the turn before.
struct SharedPrefixTests {
  private func fixture(_ placement: Persona.Placement) -> EngineFixture {
    EngineFixture(
      plugins: [bookInjector], records: [book("a", "Alpha"), book("b", "Beta")],
      configure: { $0.placement = placement })
  }

  @Test func theFirstPromptOfAChatHasNothingToShare() async throws {
    let reply = try await fixture(.system).ask("alpha")
    #expect(reply.trace.prompt?.sharedPrefixTokens == nil)
    #expect(reply.trace.json["shared_prefix_tokens"] == .null)
  }

  @Test func recordsInTheSystemMessageEndTheSharedPrefix() async throws {
    let fixture = fixture(.system)
    let first = try await fixture.ask("alpha")
    let second = try await fixture.ask("beta", chat: first.message.chat)
    let prompt = try #require(second.trace.prompt)
    #expect(prompt.sharedPrefixTokens == prompt.budget.instructions)
    let stored = try #require(fixture.store.contents.traces[second.message.id])
    #expect(stored["shared_prefix_tokens"] == .integer(prompt.budget.instructions))
  }

  @Test func latePlacementSharesTheHistory() async throws {
    let fixture = fixture(.late)
    let first = try await fixture.ask("alpha")
    let second = try await fixture.ask("alpha", chat: first.message.chat)
    let third = try await fixture.ask("beta", chat: first.message.chat)
    let prompt = try #require(third.trace.prompt)
    let history = prompt.parts.filter { $0.kind == .history }.prefix(2).reduce(0) {
      $0 + $1.tokens
    }
    #expect(prompt.sharedPrefixTokens == prompt.budget.instructions + history)
    #expect((second.trace.prompt?.sharedPrefixTokens ?? 0) > 0)
  }

  @Test func anExplanationTellsItToo() async throws {
    let fixture = fixture(.system)
    let first = try await fixture.ask("alpha")
    let explanation = try await fixture.engine.explain(
      TurnRequest(owner: .local, chat: first.message.chat, persona: "clerk", text: "alpha"))
    let prompt = try #require(explanation.prompt)
    let shared = try #require(prompt.sharedPrefixTokens)
    // The same record again, and the first message, which is history now: one word, in its message.
    let budget = prompt.budget
    #expect(shared == budget.instructions + budget.knowledge + 1 + ChatFormat.messageTokens)
    #expect(explanation.json["shared_prefix_tokens"] == .integer(shared))
  }

  @Test func digestsSurviveBeingStored() async throws {
    let prompt = try #require(try await fixture(.system).ask("alpha").trace.prompt)
    let digests = prompt.digests
    #expect(digests.chain.count == prompt.parts.count)
    #expect(PromptDigests(digests.json) == digests)
    #expect(PromptDigests(["no number"]) == nil)
    #expect(PromptDigests(.null) == nil)
    var other = prompt
    other.parts[1].text += " "
    #expect(other.digests.shared(with: digests) == 1)
  }
}
