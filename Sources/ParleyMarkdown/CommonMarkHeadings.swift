import CMarkdown

/// Finds the headings of a text with cmark, whose blocks carry their line numbers.
enum CommonMarkHeadings {
  /// The headings at the outermost level; `nil` when cmark gives no tree.
  ///
  /// To be called only with what ``MarkdownGuard`` admits.
  static func find(in piece: Range<Int>, of lines: SourceLines) -> [MarkdownHeading]? {
    guard let tree = CommonMarkTree(lines.bytes(of: piece)) else { return nil }
    var headings: [MarkdownHeading] = []
    var block = cmark_node_first_child(tree.document)
    while let current = block {
      if cmark_node_get_type(current) == CMARK_NODE_HEADING {
        let first = Int(cmark_node_get_start_line(current)) - 1 + piece.lowerBound
        if piece.contains(first) {
          headings.append(
            MarkdownHeading(
              level: Int(cmark_node_get_heading_level(current)),
              title: CommonMarkTree.plainText(of: current),
              lines: first..<end(ofHeadingAt: first, in: piece, of: lines)))
        }
      }
      block = cmark_node_next(current)
    }
    return headings
  }

  /// The line behind a heading. cmark's own `end_line` is one too far for an underlined heading that
  /// text follows.
  private static func end(
    ofHeadingAt first: Int, in piece: Range<Int>, of lines: SourceLines
  ) -> Int {
    if PlainHeadings.isHeading(lines[first]) { return first + 1 }
    let rest = first + 1..<piece.upperBound
    return (rest.first { isUnderline(lines[$0]) } ?? first) + 1
  }

  /// Whether a line underlines the text above it (CommonMark 4.3).
  private static func isUnderline(_ line: ArraySlice<UInt8>) -> Bool {
    let indentation = line.prefix { $0 == UInt8(ascii: " ") }.count
    let content = line.dropFirst(indentation)
    guard indentation < 4, let mark = content.first,
      mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-")
    else { return false }
    let rest = content.drop { $0 == mark }
    return rest.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }
}
