import ParleyDomain
import Testing

@testable import ParleyKnowledge

@Suite struct JSONSourceReaderTests {
  @Test func readsOneObjectPerLine() throws {
    let fixture = try KnowledgeFixture([
      "a.jsonl": """
      {"title": "A", "price": 14.99, "tags": ["x", "y"], "stock": true}

      {"title": "B {not a bracket}", "note": null}
      """
    ])
    let (items, note) = try fixture.items("a.jsonl")
    #expect(items.map(\.line) == [1, 3])
    #expect(items.first?.cells == ["price=14.99", "stock=true", "tags=x+y", "title=A"])
    #expect(items.last?.cells == ["note=", "title=B {not a bracket}"])
    #expect(note == "JSON, one object after the other")
  }

  @Test func readsAListOfObjects() throws {
    let fixture = try KnowledgeFixture([
      "a.json": "\u{FEFF}\n[\n  {\"title\": \"A, \\\"]\"},\n  {\n    \"title\": \"B\"}\n]\n"
    ])
    let (items, note) = try fixture.items("a.json")
    #expect(items.map(\.line) == [3, 4])
    #expect(items.flatMap(\.cells) == ["title=A, \"]", "title=B"])
    #expect(note == "JSON list")
  }

  @Test func aRowThatIsNoRecordIsRefused() throws {
    let fixture = try KnowledgeFixture([
      "a.jsonl":
        "{\"title\": \"A\"}\n12\n{\"title\": \"B\", \"title\": \"C\"}\n{\"title\": \"D\"}\n"
    ])
    let (items, _) = try fixture.items("a.jsonl")
    #expect(items.flatMap(\.cells) == ["title=A", "title=D"])
    #expect(items.compactMap(\.reason).count == 2)
    #expect(items[1].reason == "a.jsonl:2: expected an object with the fields of a record")
    #expect(items[2].reason?.hasPrefix("a.jsonl:3: duplicate key 'title'") == true)
  }

  @Test(arguments: [
    "{\"title\": \"A\"}\n{\"title\": \"B\n", "{\"title\": \"A\"}\n{\"title\" \"B\"}\n",
    "[\n{\"title\": \"A\"}", "[\n{\"title\": \"A\"} {\"title\": \"B\"}]", "[{}]\nmore",
    "{\"title\": \"A\"}\n}\n",
  ])
  func brokenJSONFailsTheFile(text: String) async throws {
    let fixture = try KnowledgeFixture(["a.json": text])
    let error = await knowledgeError { _ = try fixture.items("a.json") }
    #expect(error?.code == .badData)
    #expect(error?.description.hasPrefix("a.json:2:") == true, "\(error?.description ?? "")")
  }

  @Test func aRecordOverTheLimitIsPassedOver() throws {
    let long = String(repeating: "x", count: JSONDocuments.limit)
    let fixture = try KnowledgeFixture([
      "a.jsonl": "{\"title\": \"A\", \"text\": \"\(long)\"}\n{\"title\": \"B\"}\n"
    ])
    let (items, _) = try fixture.items("a.jsonl")
    #expect(items.count == 2)
    #expect(items.first?.reason == "a.jsonl:1: the record is over 524288 bytes")
    #expect(items.last?.cells == ["title=B"])
  }
}
