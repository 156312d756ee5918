import Testing

@testable import ParleyKnowledge

@Suite struct SourceFormatTests {
  @Test(
    arguments: [
      ("a.YAML", .yaml), ("a.yml", .yaml), ("a.json", .json), ("a.ndjson", .jsonl), ("a.csv", .csv),
      ("a.b.tsv", .tsv), ("README.md", .markdown), ("a.jpg", nil), ("noextension", nil),
    ] as [(String, SourceFormat?)])
  func theExtensionTells(name: String, format: SourceFormat?) {
    #expect(SourceFormat(fileName: name) == format)
  }

  @Test(
    arguments: [
      ("[{\"a\": 1}]", .json), ("{\"a\": 1}\n{\"a\": 2}", .jsonl), ("{\n \"a\": 1}", .json),
      ("- title: A", .yaml), ("---\ntitle: A\n---\n", .markdown), ("# Page", .markdown),
      ("id\ttitle", .tsv), ("id;title", .csv), ("", nil), ("words", nil),
    ] as [(String, SourceFormat?)])
  func elseTheContentTells(content: String, format: SourceFormat?) {
    #expect(SourceFormat(content: Array(content.utf8)) == format)
  }

  @Test func theCallersWordCountsMost() throws {
    let fixture = try KnowledgeFixture(["a.txt": "id;title\n1;A\n", "feed": "id;title\n1;A\n"])
    #expect(try fixture.items("a.txt", format: .csv).items.flatMap(\.cells) == ["id=1", "title=A"])
    #expect(try fixture.items("feed").items.flatMap(\.cells) == ["id=1", "title=A"])
  }
}
