import Testing

@testable import ParleyMarkdown

@Suite struct MarkdownOutlineTests {
  /// Texts on which cmark-gfm 0.29.0.gfm.6 takes seconds, gigabytes, or both.
  private static let bombs: [(String, String)] = [
    ("a table of many columns", "|" + repeated("a|", 5000) + "\n|" + repeated("-|", 5000)),
    ("list markers, then empty lines", repeated(" -", 30_000) + repeated("\n", 60_000)),
    ("quotation markers, then emphasis", repeated(">", 30_000) + repeated("a*", 30_000)),
    ("numbered markers", repeated("1. ", 30_000)),
    ("lists nested over many lines", nestedLists(lines: 20) + repeated("\n", 40_000)),
    ("CDATA that never ends", repeated("a <![CDATA[", 11_000)),
    ("declarations that never end", repeated("a <!A ", 20_000)),
    (
      "a long reference, used often",
      "[a]: /" + repeated("u", 60_000) + "\n\n" + repeated("[a]", 20_000)
    ),
    (
      "a long title, used often",
      "[a]: / '" + repeated("u\n", 30_000) + "'\n\n" + repeated("[a]", 20_000)
    ),
    ("one line beyond the size of a piece", repeated("[", 140_000)),
  ]

  @Test(arguments: bombs) func keepsBombsFromTheParser(name: String, bomb: String) throws {
    let outline = MarkdownOutline(of: SourceLines("# Before\n" + bomb + "\n# After\ntext"))
    #expect(outline.parsedPieces == 0)
    #expect(outline.scannedPieces == 1)
    #expect(outline.headings.map(\.title) == ["Before", "After"])
  }

  /// Texts that look like bombs and that the parser takes in its stride.
  @Test(arguments: [
    repeated("[", 100_000), repeated("*a_ ", 25_000), repeated("`", 100_000), repeated("-", 5000),
    repeated("<a ", 30_000), repeated("&", 100_000), repeated("> a\n", 20_000),
    repeated("[x](http://example.org/) ", 4000), repeated("| a | b |\n", 10_000),
  ])
  func givesOtherTextsToTheParser(text: String) {
    let outline = MarkdownOutline(of: SourceLines("Title\n---\n\n" + text))
    #expect(outline.parsedPieces == 1)
    #expect(outline.scannedPieces == 0)
    #expect(outline.headings.first?.title == "Title")
  }

  @Test func limitsAreInclusive() {
    let limits = [
      (repeated("|", 64), repeated("|", 65)), (repeated(">", 100), repeated(">", 101)),
      (repeated(" ", 128) + "a", repeated(" ", 129) + "a"),
      (repeated("\t", 32), repeated("\t", 33)),
      (repeated("a<!", 1000), repeated("a<!", 1001)),
    ]
    for (most, tooMuch) in limits {
      #expect(MarkdownOutline(of: SourceLines(most)).scannedPieces == 0)
      #expect(MarkdownOutline(of: SourceLines(tooMuch)).scannedPieces == 1)
    }
  }

  @Test func largeDocumentsAreReadInPieces() throws {
    let paragraph = repeated("words of a paragraph ", 50)
    let chapters = (1...300).map { "Chapter \($0)\n===\n\n\(paragraph)\n\n```\n\n# no\n\n```\n" }
    let source = chapters.joined(separator: "\n")
    let outline = MarkdownOutline(of: SourceLines(source))
    #expect(outline.parsedPieces > 2)
    #expect(outline.scannedPieces == 0)
    let sections = try MarkdownDocument.sections(of: source)
    #expect(sections.map(\.headings) == (1...300).map { ["Chapter \($0)"] })
    #expect(sections.map(\.line) == (0..<300).map { $0 * 11 + 1 })
  }

  @Test func piecesKeepListItemsWhole() {
    let item = "- item\n\n" + repeated("  Underlined\n  ---\n\n  prose\n\n", 300)
    let outline = MarkdownOutline(of: SourceLines(repeated(item, 40)))
    #expect(outline.parsedPieces > 1)
    #expect(outline.headings.isEmpty)
  }

  @Test func oneHostilePieceLeavesTheOthersToTheParser() {
    let prose = repeated("A line of prose.\n", 5000) + "\n"
    let source =
      "Intro\n===\n\n" + prose + repeated(">", 500) + "\n\n" + prose + prose + "Outro\n===\n"
    let outline = MarkdownOutline(of: SourceLines(source))
    #expect(outline.scannedPieces == 1)
    #expect(outline.parsedPieces >= 2)
    #expect(outline.headings.last?.title == "Outro")
  }

  @Test(
    arguments: [
      ("# A", "A"), ("## A ##", "A"), ("# A#", "A#"), ("#\tA", "A"), ("#", ""), ("# #", ""),
      ("  ###### A  ", "A"),
    ] as [(String, String)])
  func plainReadingAgreesWithTheParser(source: String, title: String) {
    let lines = SourceLines(source)
    let plain = PlainHeadings.find(in: 0..<1, of: lines)
    #expect(plain.map(\.title) == [title])
    #expect(plain == CommonMarkHeadings.find(in: 0..<1, of: lines))
  }

  @Test(arguments: ["#a", "    # a", "####### a", "a # b", "", "```\n# a\n```", "~~~\n```\n# a"])
  func plainReadingTakesNothingElse(source: String) {
    let lines = SourceLines(source)
    #expect(PlainHeadings.find(in: 0..<lines.count, of: lines).isEmpty)
  }

  /// Each line holds as many markers as are allowed, below all those of the lines before it.
  private static func nestedLists(lines: Int) -> String {
    (0..<lines).map { repeated(" ", 200 * $0) + repeated("- ", 100) + "a\n" }.joined()
  }
}

private func repeated(_ text: String, _ count: Int) -> String {
  String(repeating: text, count: count)
}
