import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct MarkdownReaderTests {
  static let returns = """
    ---
    title: Returns and exchanges
    url: https://shop.example.org/help/returns
    updated_at: 2026-10-01
    ---

    # Returns and exchanges

    ## How long do I have to return something?

    You have **30 days** from the day the order was delivered.

    | Item | Days |
    | --- | --- |
    | Books | 30 |

    ## What cannot be returned?

    Gift cards & <opened> tea.
    """

  @Test func aPageBecomesPassages() async throws {
    let fixture = try KnowledgeFixture(["help/sub/returns.md": Self.returns])
    let library = fixture.library(shop("help", kind: "documents"))
    let report = try await library.load("shop")
    #expect(report.rejected == [])
    let version = try await library.currentVersion(of: "shop")
    let records = try await version.records([1, 2])
    let first = try #require(records.first)
    #expect(first.reference.id == "sub/returns.md#how-long-do-i-have-to-return-something")
    #expect(first.title == "Returns and exchanges: How long do I have to return something?")
    #expect(
      first.text == """
        You have **30 days** from the day the order was delivered.

        | Item | Days |
        | --- | --- |
        | Books | 30 |
        """)
    #expect(first.url == "https://shop.example.org/help/returns")
    #expect(
      first[.headings]?.texts == [
        "Returns and exchanges", "How long do I have to return something?",
      ])
    #expect(first[.updatedAt] == Timestamp("2026-10-01").map { .timestamp($0) })
    #expect(records.last?.text == "Gift cards & <opened> tea.")
  }

  @Test func aPageWithoutHeadingsIsOnePassage() throws {
    let fixture = try KnowledgeFixture(["note.txt": "Just a note.\n"])
    let (items, _) = try fixture.items("note.txt")
    #expect(
      items.map(\.cells) == [
        ["id=note.txt", "title=note", "description=Just a note.", "headings="]
      ])
  }

  @Test func equalHeadingsGetDifferentIDs() throws {
    let fixture = try KnowledgeFixture(["a.md": "# A\n\nx\n\n# A\n\ny\n"])
    let (items, _) = try fixture.items("a.md")
    #expect(items.compactMap(\.cells.first) == ["id=a.md#a", "id=a.md#a-2"])
    #expect(items.map(\.line) == [1, 5])
  }

  @Test func longSectionsAreCutBetweenParagraphs() throws {
    let paragraphs = (1...5).map { "\($0) " + String(repeating: "word ", count: 139) + "end." }
    let fixture = try KnowledgeFixture(["a.md": "# Long\n\n" + paragraphs.joined(separator: "\n\n")]
    )
    let (items, _) = try fixture.items("a.md")
    #expect(items.count == 3)
    #expect(items.map { $0.cells[0] } == ["id=a.md#long", "id=a.md#long-2", "id=a.md#long-3"])
    #expect(
      items.map { $0.cells[1] } == ["title=Long", "title=Long (part 2)", "title=Long (part 3)"])
    let texts = items.map { String($0.cells[2].dropFirst("description=".count)) }
    #expect(texts.allSatisfy { $0.count <= PassageSplitter.limit })
    #expect(texts.joined(separator: "\n\n") == paragraphs.joined(separator: "\n\n"))
  }

  @Test func fencedCodeIsNeverCut() {
    let code = "```\n" + String(repeating: "line\n\n", count: 400) + "```"
    #expect(PassageSplitter.split("Before.\n\n\(code)\n\nAfter.") == ["Before.", code, "After."])
  }

  @Test func badFrontMatterFailsWithItsLine() async throws {
    let fixture = try KnowledgeFixture(["a.md": "---\ntitle: A\nurl: [\n---\n\ntext\n"])
    let error = await knowledgeError { _ = try fixture.items("a.md") }
    #expect(error?.code == .badData)
    #expect(error?.description.hasPrefix("a.md:") == true, "\(error?.description ?? "")")
  }

  @Test func bytesThatAreNotUTF8AreToldWithTheirOffset() async throws {
    let fixture = try KnowledgeFixture()
    try fixture.write(Array("# Caf".utf8) + [0xE9, 0x0A], to: "a.md")
    let error = await knowledgeError { _ = try fixture.items("a.md") }
    #expect(error?.description == "a.md: byte 5: is not UTF-8 text; save the file as UTF-8")
  }
}
