import Testing

@testable import ParleyKnowledge

@Suite struct HTMLTextTests {
  @Test(arguments: [
    ("plain text", "plain text"),
    ("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"),
    ("<b>bold</b>ly <a href=\"x\">linked</a>", "boldly linked"),
    ("a < b and c > d, <3, <Dune>", "a < b and c > d, <3, <Dune>"),
    ("x<script>alert('<b>')</script>y<!-- no -->z", "xyz"),
    ("&eacute;&#233;&#xE9; &unknown; &copy", "ééé &unknown; &copy"),
    ("AT&T", "AT&T"),
    ("&#0;&#27;", "&#0;&#27;"),
    ("<ul><li>a</li>\n<li>b</li></ul>", "a\nb"),
    ("unclosed <b", "unclosed <b"),
    ("end<script>never closed", "end"),
  ])
  func becomesPlainText(html: String, text: String) {
    #expect(HTMLText.plain(html) == text)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["<b", "<", "&", "<!--", "<script>", "&#1;", "<b>", "</script"])
  func timeGrowsWithTheLengthAlone(piece: String) {
    let text = String(repeating: piece, count: 30_000)
    #expect(HTMLText.plain(text).utf8.count <= text.utf8.count)
  }
}
