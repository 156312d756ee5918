import ParleyDomain
import ParleyPlugin
import ParleyStore
import Testing

@Suite struct EstimateStoreTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func whatWasLearnedAboutTokensSurvivesARestart() async throws {
    let first = try await fixture.open()
    #expect(try await first.learned(for: "main", model: "gpt") == nil)
    try await first.keep(["factors": [1.5]], for: "main", model: "gpt")
    await first.close()
    let store = try await fixture.open()
    #expect(try await store.learned(for: "main", model: "gpt") == ["factors": [1.5]])
    // Another model may have another tokenizer.
    #expect(try await store.learned(for: "main", model: "other") == nil)
    try await store.keep(["factors": [0.5]], for: "main", model: "other")
    #expect(try await store.learned(for: "main", model: "gpt") == nil)
    await store.close()
  }
}
