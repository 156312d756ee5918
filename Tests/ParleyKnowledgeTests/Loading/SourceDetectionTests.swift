import ParleyDomain
import Testing

@testable import ParleyKnowledge

@Suite struct SourceDetectionTests {
  private func format(_ content: String, _ name: String) throws -> SourceFormat? {
    let fixture = try KnowledgeFixture([name: content])
    let file = try #require(
      try SourceFinder(base: fixture.root, isConfined: true).files(of: name).first)
    return try SourceDetection.format(of: InputFile(file))
  }

  @Test(
    arguments: [
      ("shopify.csv", "export.csv", .shopify), ("shopify-new-headings.csv", "a.csv", .shopify),
      ("shopify.csv", "export", .shopify), ("merchant.tsv", "a.tsv", .merchant),
      ("merchant.tsv", "feed.txt", .merchant), ("merchant.xml", "a.xml", .merchant),
      ("merchant-atom.xml", "feed", .merchant), ("onix.xml", "a.xml", .onix),
      ("onix-short.xml", "a.onix", .onix), ("products.jsonld", "a.jsonld", .jsonLD),
      ("products.jsonld", "a.json", .jsonLD), ("product-page.html", "a.html", .jsonLD),
      ("help.html", "a.htm", .html), ("help.html", "page", .html),
    ] as [(String, String, SourceFormat)])
  func nameAndContentTell(sample: String, name: String, expected: SourceFormat) throws {
    #expect(try format(FormatSamples.text(sample), name) == expected)
  }

  @Test(
    arguments: [
      ("id,title,price\n1,A,2\n", "a.csv", .csv), ("handle,title\na,A\n", "a.csv", .csv),
      ("Just words.\n", "a.txt", .markdown), ("{\"title\": \"A\"}", "a.json", .json),
      ("<urlset xmlns='x'/>", "sitemap.xml", nil), ("<rss><channel/></rss>", "news.xml", nil),
      ("not xml", "a.xml", nil),
    ] as [(String, String, SourceFormat?)])
  func otherFilesKeepTheirFormats(content: String, name: String, expected: SourceFormat?) throws {
    #expect(try format(content, name) == expected)
  }

  @Test func unknownXMLIsToldWhenItWasNamed() async throws {
    let fixture = try KnowledgeFixture(["sitemap.xml": "<urlset/>"])
    let error = await knowledgeError { _ = try fixture.items("sitemap.xml") }
    #expect(
      error?.description.hasPrefix("sitemap.xml: the format is not known; say --format") == true)
    #expect(error?.description.contains("onix") == true)
  }
}
