import Glibc
import Testing

@testable import ParleyMarkdown

/// Small texts on which cmark's time or memory grows out of proportion. Each must be rendered, or
/// shown as text, within a fixed time.
@Suite(.serialized) struct MarkdownBombTests {
  struct Bomb: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var testDescription: String { name }

    init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }

    /// A pattern, repeated up to a length.
    init(_ pattern: String, bytes: Int = 60_000) {
      name = "repeated \(pattern.debugDescription)"
      text = String(repeating: pattern, count: bytes / pattern.utf8.count)
    }
  }

  static let bombs: [Bomb] =
    [
      Bomb(
        "wide table with short rows",
        repeated("|a", 5000) + "|\n" + repeated("|-", 5000) + "|\n" + repeated("|\n", 200)),
      Bomb(
        "many short rows below sixty columns",
        repeated("|a", 60) + "|\n" + repeated("|-", 60) + "|\n" + repeated("|\n", 60_000)),
      Bomb("nested lists", repeated(" -", 30_000) + repeated("\n", 5000)),
      Bomb("nested quotations", repeated(">", 30_000) + repeated("a*", 15_000)),
      Bomb(
        "deep indentation", (0..<300).map { repeated(" ", $0 * 2) + "- a" }.joined(separator: "\n")),
      Bomb("references", "[a]: " + repeated("b", 60_000) + "\n\n" + repeated("[a]", 20_000)),
      Bomb("link labels", repeated("[", 60_000) + repeated("]", 60_000)),
    ]
    + [
      "*a_ ", "**a *a ", "a**b", "_a__", "~a~~", "`a``", "``` ", "[a](", "![a](<", "![[]()",
      "[a](<b",
      "<a", "<!--", "<?", "<![CDATA[", "<!A ", "](", "[](", "a@", "www.a.", "http://a", "a.b@c.",
      "_@_.", "\\", "&", "&#1;", "- ", "1) ", "> ", "> - ", "[a]: b\n", "[ ] ", "- [ ] a\n",
      "# a\n",
      "***", "* * ", "~~~\n", "``", "\t-", "[^a]", "[a]\n\n", "\"", "![", "[![a](b)](c)", "*[",
      "**x [a*](b_)_",
      "a\u{301}", "\u{0}", "|", "|-|\n", "a|b\n-|-\n",
    ].map { Bomb($0) }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  @Test(arguments: bombs) func isShownInTime(_ bomb: Bomb) {
    let start = Self.processorTime
    let html = MarkdownRenderer.html(bomb.text, citations: [1])
    let time = Self.processorTime - start
    #expect(!html.isEmpty)
    #expect(html.utf8.count < 8 << 20)
    #expect(time < .seconds(2))
  }

  /// Of this thread: what others do on a busy machine does not count.
  private static var processorTime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
