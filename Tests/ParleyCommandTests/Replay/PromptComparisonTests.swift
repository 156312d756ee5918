import ParleyPlugin
import Testing

@testable import parley

struct PromptComparisonTests {
  @Test func theSamePromptIsNoChange() {
    let prompt = explanation([instruction("Sell."), record("1", index: 1), message])
    let comparison = PromptComparison(then: prompt, now: prompt)
    #expect(comparison.changes == [])
    #expect(!comparison.isChanged && !comparison.isReordered)
  }

  @Test func partsAreAddedRemovedAndChanged() {
    let comparison = PromptComparison(
      then: explanation([instruction("Sell."), record("1", index: 1), message]),
      now: explanation([instruction("Sell well."), record("2", index: 1), message]))
    #expect(comparison.isChanged)
    #expect(comparison.changes.map(\.kind) == [.changed, .removed, .added])
    #expect(comparison.changes.map(\.record) == [nil, "books/1", "books/2"])
    #expect(comparison.changes[0].difference == ["@@ -1,1 +1,1 @@", "-Sell.", "+Sell well."])
    #expect(comparison.changes[1].tokensThen == 7)
    #expect(comparison.changes[2].tokensNow == 7)
  }

  /// What stands before a record gives it its number; its text is still the same.
  @Test func anotherNumberIsNoOtherText() {
    let comparison = PromptComparison(
      then: explanation([record("1", index: 1), record("2", index: 2), message]),
      now: explanation([record("2", index: 1), message]))
    #expect(comparison.changes.map(\.kind) == [.removed, .renumbered])
    #expect(comparison.changes[1].difference == [])
    let changed = PromptComparison(
      then: explanation([record("2", index: 2)]),
      now: explanation([record("2", index: 1, text: "cheaper")]))
    #expect(changed.changes.map(\.kind) == [.changed])
  }

  @Test func anotherOrderIsAChange() {
    let comparison = PromptComparison(
      then: explanation([instruction("a"), instruction("b", plugin: "other")]),
      now: explanation([instruction("b", plugin: "other"), instruction("a")]))
    #expect(comparison.changes == [])
    #expect(comparison.isReordered && comparison.isChanged)
  }

  /// A shorter history loses its beginning, so what is left keeps its name.
  @Test func historyIsCountedFromItsEnd() {
    let comparison = PromptComparison(
      then: explanation([past("first"), past("second"), message]),
      now: explanation([past("second"), message]))
    #expect(comparison.changes.map(\.kind) == [.removed])
    #expect(comparison.changes[0].tokensThen == 5)
  }

  @Test func anotherUpstreamIsAChange() {
    let prompt = [instruction("Sell.")]
    let comparison = PromptComparison(
      then: explanation(prompt, upstream: "main"), now: explanation(prompt, upstream: "extractive"))
    #expect(comparison.isChanged && comparison.changes == [])
  }

  /// A turn that fell back was routed to the upstream that failed.
  @Test func aFallbackIsNoOtherRoute() throws {
    var then = try #require(explanation([instruction("Sell.")], upstream: "extractive").object)
    then["attempts"] = [["upstream": "main", "error": [:]], ["upstream": "extractive"]]
    let comparison = PromptComparison(
      then: .object(then), now: explanation([instruction("Sell.")], upstream: "main"))
    #expect(!comparison.isChanged)
  }

  @Test func anotherAnswerOfAPluginIsAChange() {
    let then: JSONValue = ["messages": [], "verdict": ["text": "We close at 5."]]
    let now: JSONValue = ["messages": [], "verdict": ["text": "We close at 6."]]
    #expect(PromptComparison(then: then, now: now).isChanged)
    #expect(!PromptComparison(then: then, now: then).isChanged)
  }

  private func explanation(_ parts: [JSONValue], upstream: String = "main") -> JSONValue {
    let content = parts.compactMap { $0["text"]?.string }.joined()
    return [
      "upstream": .string(upstream), "parts": .array(parts),
      "messages": [["role": "system", "content": .string(content)]],
    ]
  }

  private func instruction(_ text: String, plugin: String = "parley") -> JSONValue {
    ["plugin": .string(plugin), "kind": "instruction", "text": .string(text), "tokens": 3]
  }

  private func record(_ id: String, index: Int, text: String = "About it.") -> JSONValue {
    [
      "plugin": "books", "kind": "data", "tokens": 7, "index": .integer(index),
      "source": ["collection": "books", "id": .string(id), "title": "A book"],
      "text": .string("<<data f [\(index)] books/\(id)>>\n\(text)\n<<end f>>\n"),
    ]
  }

  private func past(_ text: String) -> JSONValue {
    ["plugin": "parley", "kind": "history", "text": .string(text), "tokens": 5]
  }

  private let message: JSONValue = [
    "plugin": "parley", "kind": "message", "text": "Books?", "tokens": 1,
  ]
}
