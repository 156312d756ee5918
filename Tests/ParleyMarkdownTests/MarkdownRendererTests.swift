import Testing

@testable import ParleyMarkdown

struct MarkdownRendererTests {
  @Test(arguments: [
    (
      "Hello *you* **there** ~~not~~",
      "<p>Hello <em>you</em> <strong>there</strong> <del>not</del></p>\n"
    ),
    ("# One\n\n## Two", "<h2>One</h2>\n<h3>Two</h3>\n"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("3. a\n\n4. b", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n"),
    (
      "- [x] done\n- [ ] open",
      "<ul>\n<li class=\"task\">☑ done</li>\n<li class=\"task\">☐ open</li>\n</ul>\n"
    ),
    ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>\n"),
    ("one  \ntwo\nthree", "<p>one<br>\ntwo\nthree</p>\n"),
    ("`a < b`", "<p><code>a &lt; b</code></p>\n"),
    (
      "```swift x\"y\nlet a = 1 < 2\n```",
      "<pre><code class=\"language-swift\">let a = 1 &lt; 2\n</code></pre>\n"
    ),
    ("---", "<hr>\n"),
    ("", ""),
  ])
  func rendersMarkdown(source: String, html: String) {
    #expect(MarkdownRenderer.html(source) == html)
  }

  @Test func rendersTablesWithTheirAlignment() {
    let html = MarkdownRenderer.html("| a | b |\n|---|--:|\n| 1 | 2<br>3 |\n| 4 |\n")
    #expect(
      html == """
        <div class="table"><table>
        <thead><tr><th scope="col">a</th><th scope="col" class="right">b</th></tr></thead>
        <tbody>
        <tr><td>1</td><td class="right">2<br>3</td></tr>
        <tr><td>4</td><td class="right"></td></tr>
        </tbody>
        </table></div>

        """)
  }

  @Test(arguments: [
    (
      "[text](https://example.org/a?b=1&c=2)",
      "<a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noopener noreferrer nofollow\" target=\"_blank\" data-host=\"example.org\">text</a>"
    ),
    (
      "https://example.org/a",
      "<a href=\"https://example.org/a\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">https://example.org/a</a>"
    ),
    (
      "[bank.example](https://bank.example@evil.example:80/x)",
      "<a href=\"https://bank.example@evil.example:80/x\" rel=\"noopener noreferrer nofollow\" target=\"_blank\" data-host=\"evil.example\">bank.example</a>"
    ),
    (
      "[bank.example](https://bank.example.evil/x)",
      "<a href=\"https://bank.example.evil/x\" rel=\"noopener noreferrer nofollow\" target=\"_blank\" data-host=\"bank.example.evil\">bank.example</a>"
    ),
    (
      "<mailto:desk@example.org>",
      "<a href=\"mailto:desk@example.org\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">mailto:desk@example.org</a>"
    ),
    ("[inside](/api/clear)", "inside"),
    ("[relative](sources/1)", "relative"),
    ("[other](//evil.example/a)", "other"),
    ("[no host](https:///x)", "no host"),
  ])
  func keepsOnlyLinksThatLeadOutside(source: String, html: String) {
    #expect(MarkdownRenderer.html(source) == "<p>\(html)</p>\n")
  }

  @Test func showsImagesAsLinks() {
    let html = MarkdownRenderer.html("![A cover](https://evil.example/?q=secret)")
    #expect(html.contains(">A cover</a>"))
    #expect(!html.contains("<img"))
    // Without a text, the address is the text; inside a link, the text is part of the link.
    #expect(MarkdownRenderer.html("![](https://a.example/b)").contains(">https://a.example/b</a>"))
    #expect(
      MarkdownRenderer.html("[![cover](https://a.example/c.png)](https://a.example/)")
        .contains("data-host=\"a.example\">cover</a>"))
  }

  @Test func makesButtonsOfKnownCitations() {
    let button = "<button type=\"button\" class=\"citation\" data-index=\"1\">1</button>"
    #expect(
      MarkdownRenderer.html("Dune [1], not [2].", citations: [1])
        == "<p>Dune \(button), not [2].</p>\n")
    #expect(MarkdownRenderer.html("a[1][1]", citations: [1]) == "<p>a\(button)\(button)</p>\n")
    #expect(
      MarkdownRenderer.html("- **x** [1]", citations: [1])
        == "<ul>\n<li><strong>x</strong> \(button)</li>\n</ul>\n")
  }

  @Test(arguments: [
    "`[1]`", "```\n[1]\n```", "    [1]", "[see [1] there](https://example.org)", "[01x]", "[1",
    "[99999999999999999999]", "[-1]", "[]", "<b a=[1]>x</b", "![[1]](https://example.org)",
  ])
  func leavesOtherBracketsAlone(source: String) {
    #expect(!MarkdownRenderer.html(source, citations: [1, 99]).contains("<button"))
  }

  @Test func closesWhatIsStillOpen() {
    #expect(
      MarkdownRenderer.html("Look:\n```python\nprint(1)")
        == "<p>Look:</p>\n<pre><code class=\"language-python\">print(1)\n</code></pre>\n")
    #expect(MarkdownRenderer.html("half of **a wo") == "<p>half of **a wo</p>\n")
    #expect(MarkdownRenderer.html("a [link](https://exa").contains("a [link]("))
  }

  /// Every prefix of a reply is shown while it streams.
  @Test func everyPrefixIsWellFormed() throws {
    let reply = """
      # Books [1]

      Three **of *them*** ~~all~~, `code`, [link](https://example.org "t"), <b>raw</b>:

      1. > quoted
         - [x] nested
      2. two

      | a | b |
      |:-:|--:|
      | `x` | **y** [1] |

      ```swift
      let a = "<b>"
      ```

      ![alt](https://example.org/i.png) <br> done
      """
    for end in reply.indices {
      let html = MarkdownRenderer.html(String(reply[..<end]), citations: [1])
      try WellFormed.check(html)
    }
  }

  @Test func showsWhatIsTooLargeAsText() {
    let limits = MarkdownRenderer.Limits(bytes: 10, tableCells: 100)
    #expect(MarkdownRenderer.html("*12345678*", limits: limits) == "<p><em>12345678</em></p>\n")
    #expect(
      MarkdownRenderer.html("*12345<789*", limits: limits)
        == "<pre class=\"plain\">*12345&lt;789*</pre>\n")
  }

  @Test func rendersOnManyThreadsAtOnce() async {
    await withTaskGroup(of: String.self) { group in
      for _ in 0..<200 {
        group.addTask { MarkdownRenderer.html("~~a~~ https://example.org | b\n\n|a|\n|-|\n|b|") }
      }
      let expected = MarkdownRenderer.html("~~a~~ https://example.org | b\n\n|a|\n|-|\n|b|")
      for await html in group { #expect(html == expected) }
      #expect(expected.contains("<del>a</del>") && expected.contains("<table>"))
    }
  }
}
