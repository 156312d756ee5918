import Memory
import ParleyPlugin
import Testing

struct MemoryPluginTests {
  private func plugin(_ options: JSONValue = [:]) throws -> MemoryPlugin {
    var settings: [String: JSONValue] = ["limit": 2, "confidence": 0.3, "guests": false]
    settings.merge(options.object ?? [:]) { $1 }
    return MemoryPlugin(options: try JSONValue.object(settings).decoded())
  }

  /// Three of them, the best first, learnt in another order.
  private let memories = [("Reads on the train", 3, 0.9), ("Collects maps", 1, 0.9), ("x", 2, 0.9)]
    .map { text, day, confidence in
      ParleyPlugin.Memory(
        text: text, importance: 0.5, confidence: confidence,
        learntAt: Timestamp(milliseconds: day * 86_400_000))
    }

  @Test func theBestMemoriesStandInTheOrderOfLearning() async throws {
    let host = RecollectingHost(memories: memories)
    let outcome = try await plugin().prePrompt(turn("maps"), host)
    guard case .parts(let parts) = outcome else {
      Issue.record("no parts: \(outcome)")
      return
    }
    #expect(
      parts.map(\.text) == [
        "Known of the customer, from their own words (1970-01-02): Collects maps",
        "Known of the customer, from their own words (1970-01-04): Reads on the train",
      ])
    // The better one stays when the budget is short.
    #expect(parts.map(\.priority) == [89, 90])
    #expect(parts.allSatisfy { $0.section == .memory && $0.kind == .data })
  }

  @Test func guestsAndTheUncertainAreLeftOut() async throws {
    let guest = RecollectingHost(memories: memories, isOfGuest: true)
    #expect(try await plugin().prePrompt(turn("maps"), guest) == .unchanged)
    #expect(try await plugin(["guests": true]).prePrompt(turn("maps"), guest) != .unchanged)
    let host = RecollectingHost(memories: memories)
    #expect(try await plugin(["confidence": 1]).prePrompt(turn("maps"), host) == .unchanged)
    #expect(try await plugin().prePrompt(turn("maps"), RecollectingHost()) == .unchanged)
  }
}
