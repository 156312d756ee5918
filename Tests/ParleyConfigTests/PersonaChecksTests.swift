import ParleyConfig
import ParleyPlugin
import Testing

/// What `config check` says of instructions and budgets beyond their types.
@Suite struct PersonaChecksTests {
  private func warnings(_ text: String) throws -> [String] {
    let fixture = try ConfigurationFixture()
    return try fixture.load(text).warnings.filter { $0.path.hasPrefix("personas") }
      .map { String($0.description.dropFirst(fixture.path.count + 1)) }
  }

  private func errors(_ text: String) throws -> [String] {
    try ConfigurationFixture().errors(text)
  }

  private let upstream = "upstreams: [{name: clerk, provider: extractive}]\n"

  @Test func aVariableThatIsNotUsedIsMentioned() throws {
    #expect(
      try warnings(
        upstream
          + "personas: [{name: a, instructions: 'At {{shop}}.', variables: {shop: x, owner: y}}]")
        == [
          "2:80: personas[0].variables.owner: the instructions do not use '{{owner}}'"
        ])
  }

  @Test func bracesThatDoNotPairUpAreMentionedWithTheirLine() throws {
    let text =
      upstream + """
        personas:
          - name: a
            instructions: |
              You work at
              {{shop} and
              smile.
            variables: {}
        """
    #expect(
      try warnings(text) == [
        "4:19: personas[0].instructions: the braces in line 2 of the instructions do not pair up and are sent as they stand; a variable is written {{name}}"
      ])
  }

  @Test func longInstructionsAreMentionedWithTheSmallestContext() throws {
    let long = Array(repeating: "words", count: 1000).joined(separator: " ")
    let upstreams = """
      upstreams:
        - {name: large, base_url: 'http://127.0.0.1:9/v1', model: m, context_tokens: 128000}
        - {name: small, base_url: 'http://127.0.0.1:9/v1', model: m, context_tokens: 4096}
        - {name: clerk, provider: extractive, context_tokens: 512}

      """
    let found = try warnings(upstreams + "personas: [{name: a, instructions: \(long)}]")
    #expect(
      found == [
        "5:36: personas[0].instructions: about 1499 tokens: more than 25% of the 4096 of upstream 'small'; every turn pays for them"
      ])
    #expect(
      try warnings(
        upstreams + "personas: [{name: a, upstreams: [large, clerk], instructions: \(long)}]") == []
    )
  }

  @Test func aShareOfTheBudgetMayBeAMapping() throws {
    let fixture = try ConfigurationFixture()
    let budget = try #require(
      try fixture.load(
        upstream + """
          personas:
            - name: a
              budget:
                knowledge: {share: 30%, min: 500, max: 60%, priority: 80}
                memory: {tokens: 300}
                history: 1200
          """
      ).configuration.personas.first?.budget)
    #expect(budget.knowledge.share == .percent(30))
    #expect(budget.knowledge.least == .tokens(500))
    #expect(budget.knowledge.most == .percent(60))
    #expect(budget.knowledge.priority == 80)
    #expect(budget.memory == .tokens(300))
    #expect(budget.history == .tokens(1200))
  }

  @Test(arguments: [
    ("{share: 30%, tokens: 5}", "write 'share' or 'tokens', not both"),
    ("{max: 50%}", "missing: 'share' or 'tokens'"),
    ("{share: 30%, max: 20%}", "'share' (30%) is more than 'max' (20%)"),
    ("{tokens: 100, min: 200}", "'min' (200) is more than 'tokens' (100)"),
  ])
  func theBoundsOfAShareMustAgree(_ share: String, _ message: String) throws {
    #expect(
      try errors("personas: [{name: a, budget: {history: \(share)}}]") == [
        "1:40: personas[0].budget.history: \(message)"
      ])
  }

  @Test func theKeysOfAShareAreChecked() throws {
    #expect(
      try errors(
        "personas: [{name: a, budget: {history: {shares: 30%, tokens: 10, priority: 101}}}]")
        == [
          "1:41: personas[0].budget.history: unknown key 'shares'; did you mean 'share'?",
          "1:76: personas[0].budget.history.priority: expected a whole number from 0 to 100, not '101'",
        ])
  }

  @Test func percentagesInMappingsAreAddedUp() throws {
    #expect(
      try errors(
        "personas: [{name: a, budget: {history: {share: 60%}, knowledge: 40%, memory: 10%}}]")
        == [
          "1:30: personas[0].budget: knowledge, memory and history together are 110% of the context; at most 100%"
        ])
  }
}
