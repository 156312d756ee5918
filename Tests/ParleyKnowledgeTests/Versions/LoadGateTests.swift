import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// New versions that must be worth something before they are used.
@Suite struct LoadGateTests {
  private func library(_ fixture: KnowledgeFixture) -> KnowledgeLibrary {
    KnowledgeLibrary(
      directory: fixture.path("data/knowledge"), base: fixture.root,
      collections: [shop("k.yaml")], search: LexicalSearch(), clock: TestClock())
  }

  private func gate(_ least: Double) -> LoadGate {
    LoadGate(
      queries: [JudgedQuery(id: "1", text: "apple juice", grades: ["a": 1])],
      gates: [EvaluationGate(.reciprocalRank, least: least)])
  }

  @Test func belowTheGateTheOldVersionStays() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": "- {id: a, title: Apple juice}\n"])
    let library = library(fixture)
    let first = try await library.load("shop", options: LoadOptions(gate: gate(1)))
    try fixture.write("- {id: b, title: Garden hose}\n", to: "k.yaml")
    await #expect {
      try await library.load("shop", options: LoadOptions(gate: gate(0.5)))
    } throws: { error in
      "\(error)" == "mrr of 'shop' would be 0.0000, below the gate of 0.5; the version in use stays"
    }
    #expect(try await library.currentVersion(of: "shop").version == first.version)
    #expect(
      fixture.names(in: "data/knowledge/shop")
        == [".lock", "\(first.version ?? "").sqlite", "confirmed", "current"])
    // What a dry run finds is told the same way.
    await #expect(throws: GateFailure.self) {
      try await library.load("shop", options: LoadOptions(isDryRun: true, gate: gate(0.5)))
    }
    let second = try await library.load("shop", options: LoadOptions(gate: gate(0)))
    #expect(try await library.currentVersion(of: "shop").version == second.version)
  }

  @Test func aFailedSearchIsNoPass() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": "- {id: a, title: Apple}\n"])
    let library = KnowledgeLibrary(
      directory: fixture.path("data/knowledge"), base: fixture.root,
      collections: [shop("k.yaml")], search: BrokenSearch(), clock: TestClock())
    await #expect(throws: BrokenSearch.Failure.self) {
      try await library.load("shop", options: LoadOptions(gate: gate(0)))
    }
    #expect(try await library.list().first?.version == nil)
  }
}

private struct BrokenSearch: CollectionSearch {
  struct Failure: Error {}

  func search(_ query: KnowledgeQuery, in version: KnowledgeVersion) async throws -> SearchResult {
    throw Failure()
  }
}
