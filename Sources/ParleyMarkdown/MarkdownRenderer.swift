/// Turns the Markdown of a reply into HTML that a page may insert as it is.
///
/// Nothing of the source reaches the HTML but text: every tag and attribute is written here, from a
/// fixed list. So it is safe whatever a model was made to say.
package enum MarkdownRenderer {
  /// What is still rendered; anything beyond is shown as the text that it is.
  package struct Limits: Sendable, Hashable {
    /// UTF-8 bytes of the source.
    package var bytes: Int
    /// Cells of one table, those that a short row leaves out included.
    package var tableCells: Int

    /// Limits far beyond what people read in a reply. 128 KiB at the edge of them take about a
    /// tenth of a second.
    package static let reply = Limits(bytes: 128 << 10, tableCells: 10_000)

    package init(bytes: Int, tableCells: Int) {
      self.bytes = bytes
      self.tableCells = tableCells
    }
  }

  /// The HTML of a reply, or of the part of it that has arrived; always well-formed.
  ///
  /// - GitHub's Markdown with tables, ~~strikethrough~~, bare addresses as links, and task lists.
  /// - Only http, https and mailto links stay, each with `rel="noopener noreferrer nofollow"` and
  ///   `target="_blank"`; `data-host` names where one leads unless its text says so. The others are
  ///   plain text. Images are links, so that showing a reply fetches nothing.
  /// - HTML in the source is shown as text; only `<br>` breaks the line.
  /// - `[1]` becomes `<button type="button" class="citation" data-index="1">1</button>` for the
  ///   numbers in `citations`, outside of code and links.
  /// - Headings begin at `<h2>`, below the title of the page.
  ///
  /// A text beyond `limits`, or one on which cmark's time could grow out of proportion, comes back
  /// as escaped text in `<pre>`. Blocks its thread for as long as rendering takes: well under a
  /// millisecond for an everyday reply.
  package static func html(
    _ source: String, citations: Set<Int> = [], limits: Limits = .reply
  ) -> String {
    guard source.utf8.count <= limits.bytes else { return plain(source) }
    let lines = SourceLines(source)
    let all = 0..<lines.count
    guard MarkdownGuard.admits(all, of: lines),
      MarkdownGuard.admitsRendering(all, of: lines, tableCells: limits.tableCells),
      let tree = CommonMarkTree(
        lines.bytes(of: all), extensions: CommonMarkTree.replyExtensions)
    else { return plain(source) }
    var writer = HTMLWriter(citations: citations)
    return writer.html(of: tree)
  }

  private static func plain(_ source: String) -> String {
    var html = HTMLText()
    html.tag("<pre class=\"plain\">")
    html.text(source.utf8)
    html.tag("</pre>\n")
    return html.string
  }
}
