import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct HTMLPageReaderTests {
  @Test func sectionsBelowHeadingsArePassages() async throws {
    let fixture = try KnowledgeFixture(["help/repairs.html": FormatSamples.text("help.html")])
    let (records, report) = try await fixture.load("help", kind: "documents")
    #expect(report.notes == ["help/repairs.html: HTML, 3 passages"])
    let warranty = try #require(
      records["repairs.html#how-long-is-the-warranty-on-lanterns"])
    #expect(warranty.title == "Repairs & warranty: How long is the warranty on lanterns?")
    #expect(
      warranty.text
        == "Lanterns have a warranty of seven years.\nGlass is not covered.\nKeep the receipt.")
    #expect(warranty.url == "https://shop.example.org/help/repairs")
    #expect(
      warranty[.headings]?.texts == ["Repairs & warranty", "How long is the warranty on lanterns?"])
    #expect(records["repairs.html#repairs-warranty"]?.text == "We mend what we sell.")
    #expect(!records.values.contains { $0.text.contains("Home") || $0.text.contains("©") })
  }

  @Test func linesAreThoseOfTheHeadings() throws {
    let fixture = try KnowledgeFixture(["help.html": FormatSamples.text("help.html")])
    #expect(try fixture.items("help.html").items.map(\.line) == [8, 10, 13])
  }

  @Test func oldPagesInWindows1252AreRead() throws {
    let fixture = try KnowledgeFixture()
    try fixture.write(
      Array("<HTML><H1>Caf".utf8) + [0xE9] + Array("</H1><P>5 ".utf8) + [0x80], to: "a.htm")
    let (items, _) = try fixture.items("a.htm")
    #expect(items.first?.cells.prefix(3) == ["id=a.htm#cafe", "title=Café", "description=5 €"])
  }

  @Test(arguments: [
    "<h1>A</h1><p>text", "<h1>A<p>text", "<h1>A</h1><!-- text", "<h1>A</h1>a < b<nav>text",
    "<h1 title='>'>A</h1>text</h1></h1>", "text <", "text <h", "<title>A", "",
  ])
  func brokenPagesAreReadAsFarAsTheyGo(page: String) throws {
    let sections = HTMLPage(Array(page.utf8)).sections
    let isEmpty = page.isEmpty || page.contains("<!--") || page == "<title>A"
    #expect(sections.count == (isEmpty ? sections.count : 1), "\(page)")
    #expect(sections.allSatisfy { !$0.text.isEmpty })
  }

  @Test func hostilePagesTakeTimeInProportion() throws {
    let openings = ["<nav>", "<h1>", "<!", "<a b='", "<script>", "<main>", "<h1></h2>"]
    for opening in openings {
      let page = Array(String(repeating: opening, count: 20_000).utf8)
      let started = ContinuousClock.now
      _ = HTMLPage(page)
      #expect(started.duration(to: .now) < .seconds(20), "\(opening)")
    }
  }

  @Test func aPageOverTheLimitLeavesTheOldVersion() async throws {
    let good = try FormatSamples.bytes("help.html")
    let bad = Array(("<p>" + String(repeating: "x", count: 5 << 20)).utf8)
    let error = try await KnowledgeFixture().failure(
      replacing: good, with: bad, in: "help.html", kind: "documents")
    #expect(error?.description == "help.html: has 5242883 bytes; a page has up to 4194304")
  }
}
