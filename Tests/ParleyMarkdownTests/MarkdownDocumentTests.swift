import Testing

@testable import ParleyMarkdown

@Suite struct MarkdownDocumentTests {
  @Test func cutsAtHeadingsAndKeepsThePath() throws {
    let source = """
      Welcome.

      # Delivery

      How we ship.

      ## Abroad
      ### Europe

      Five days.

      - one
        two

      ## At home
      Two days.
      # Returns
      Thirty days.

      """
    #expect(
      try MarkdownDocument.sections(of: source) == [
        MarkdownSection(headings: [], text: "Welcome.", line: 1),
        MarkdownSection(headings: ["Delivery"], text: "How we ship.", line: 3),
        MarkdownSection(
          headings: ["Delivery", "Abroad", "Europe"], text: "Five days.\n\n- one\n  two", line: 8),
        MarkdownSection(headings: ["Delivery", "At home"], text: "Two days.", line: 15),
        MarkdownSection(headings: ["Returns"], text: "Thirty days.", line: 17),
      ])
  }

  @Test(arguments: ["", "\n\n", " \t\n", "# Title", "# Title\n\n## Sub\n", "\u{FEFF}"])
  func textlessDocumentsHaveNoSections(source: String) throws {
    #expect(try MarkdownDocument.sections(of: source).isEmpty)
  }

  @Test(
    arguments: [
      ("# Plain", "Plain"), ("# Closed ##", "Closed"), ("   #   Wide   ", "Wide"),
      ("# *Very* **bold** `code` x", "Very bold code x"), ("# [Link](http://x/) here", "Link here"),
      ("# ![Alt text](x.png)", "Alt text"), ("# a <b>c</b>", "a c"),
      ("# Fish &amp; chips", "Fish & chips"),
      ("# C\\# and \\*", "C# and *"), ("# Größe 📦", "Größe 📦"), ("# a | b", "a | b"),
      ("Under\n=====", "Under"), ("Two\nlines\n---", "Two lines"), ("*Under*\n---", "Under"),
      ("#tag\n  -- ", "#tag"),
    ] as [(String, String)])
  func headingsBecomePlainText(source: String, title: String) throws {
    let sections = try MarkdownDocument.sections(of: source + "\ntext")
    #expect(sections == [MarkdownSection(headings: [title], text: "text", line: 1)])
  }

  @Test(arguments: [
    "```\n# no\n```", "~~~~\n# no\n~~~\n# no\n~~~~", "    # no", "#no", "####### no", "\\# no",
    "> # quoted", "- # listed", "<pre>\n# no\n</pre>", "<!--\n# no\n-->", "a\n\n---\n\nb",
    "```\n# never closed\n\n# no",
  ])
  func whatOnlyLooksLikeAHeadingIsText(source: String) throws {
    #expect(
      try MarkdownDocument.sections(of: source) == [
        MarkdownSection(headings: [], text: source, line: 1)
      ])
  }

  @Test func textIsTheExactSource() throws {
    let text = "a  \n\tb *c*\n\n\n&amp; <b>d</b>\u{2028}e"
    #expect(try MarkdownDocument.sections(of: "# T\n\n \n\(text)\n\n \n").map(\.text) == [text])
  }

  @Test func aRuleBelowAnUnderlinedHeadingIsText() throws {
    let sections = try MarkdownDocument.sections(of: "Title\n===\n---\ntext\n\nNext\n---\nmore")
    #expect(sections.map(\.text) == ["---\ntext", "more"])
    #expect(sections.map(\.headings) == [["Title"], ["Title", "Next"]])
  }

  @Test func firstTextGivesTheLineBeforeAnyHeading() throws {
    #expect(try MarkdownDocument.sections(of: "\n\nhello\n").map(\.line) == [3])
    #expect(try MarkdownDocument.sections(of: "\n\nhello\n", firstLine: 11).map(\.line) == [13])
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func takesAnyLineEnding(ending: String) throws {
    let source = ["# One", "", "a", "b", "", "Two", "===", "c", ""].joined(separator: ending)
    #expect(
      try MarkdownDocument.sections(of: "\u{FEFF}" + source) == [
        MarkdownSection(headings: ["One"], text: "a\(ending)b", line: 1),
        MarkdownSection(headings: ["Two"], text: "c", line: 6),
      ])
  }

  @Test func skippedLevelsAndEmptyHeadings() throws {
    let source = "### Deep\na\n# Top\nb\n#\nc\n### Low\nd\n## Mid\ne"
    #expect(
      try MarkdownDocument.sections(of: source).map(\.headings) == [
        ["Deep"], ["Top"], [], ["Low"], ["Mid"],
      ])
  }

  @Test func refusesWhatIsTooLarge() throws {
    let source = String(repeating: "a", count: MarkdownDocument.maximumBytes + 1)
    let error = #expect(throws: MarkdownError.self) {
      try MarkdownDocument.sections(of: source)
    }
    #expect(error == .tooLarge(bytes: 4_194_305))
    #expect(
      error?.description == "the document has 4194305 bytes, 4194304 are allowed; split it")
  }
}
