import Testing

@testable import ParleyMarkdown

@Suite struct FrontMatterTests {
  @Test func separatesYAMLFromBody() {
    let parts = FrontMatter.split("---\ntitle: Returns\ntags: [a]\n---\n\n# Returns\nText\n")
    #expect(parts.yaml == "title: Returns\ntags: [a]")
    #expect(parts.body == "\n# Returns\nText\n")
    #expect(parts.bodyLine == 5)
  }

  @Test(arguments: ["---\n", "---  \n", "...\n"]) func acceptsBothClosings(closing: String) {
    let parts = FrontMatter.split("\u{FEFF}---\r\na: 1\r\n\(closing)body")
    #expect(parts.yaml == "a: 1")
    #expect(parts.body == "body")
    #expect(parts.bodyLine == 4)
  }

  @Test(arguments: [
    "", "---", "# Title\n---\na: 1\n---\n", "---\nnever closed\n", "----\na: 1\n----\n",
    " ---\na\n---\n",
    "\n---\na: 1\n---\n",
  ])
  func everythingElseIsBody(source: String) {
    #expect(FrontMatter.split(source) == FrontMatter(yaml: nil, body: source, bodyLine: 1))
  }

  @Test func emptyFrontMatterAndEmptyBody() {
    #expect(FrontMatter.split("---\n---\n") == FrontMatter(yaml: "", body: "", bodyLine: 3))
  }

  @Test func linesOfTheBodyCountInTheWholeDocument() throws {
    let parts = FrontMatter.split("---\na: 1\n---\n\n# T\ntext")
    let sections = try MarkdownDocument.sections(of: parts.body, firstLine: parts.bodyLine)
    #expect(sections == [MarkdownSection(headings: ["T"], text: "text", line: 5)])
  }
}
