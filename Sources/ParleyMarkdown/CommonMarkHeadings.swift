import CMarkdown

/// Finds the headings of a text with cmark, whose blocks carry their line numbers.
enum CommonMarkHeadings {
  /// The headings at the outermost level; `nil` when cmark gives no tree.
  ///
  /// To be called only with what ``MarkdownGuard`` admits.
  static func find(in piece: Range<Int>, of lines: SourceLines) -> [MarkdownHeading]? {
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
    defer { cmark_parser_free(parser) }
    lines.bytes(of: piece).withUnsafeBytes { buffer in
      let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      cmark_parser_feed(parser, start, buffer.count)
    }
    guard let document = cmark_parser_finish(parser) else { return nil }
    defer { cmark_node_free(document) }

    var headings: [MarkdownHeading] = []
    var block = cmark_node_first_child(document)
    while let current = block {
      if cmark_node_get_type(current) == CMARK_NODE_HEADING {
        let first = Int(cmark_node_get_start_line(current)) - 1 + piece.lowerBound
        if piece.contains(first) {
          headings.append(
            MarkdownHeading(
              level: Int(cmark_node_get_heading_level(current)), title: plainText(of: current),
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

  /// The words of a heading without its markup: link texts, the text of an image, code as it is.
  private static func plainText(of heading: OpaquePointer) -> String {
    guard let iterator = cmark_iter_new(heading) else { return "" }
    defer { cmark_iter_free(iterator) }
    var text = ""
    while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
      guard cmark_iter_get_event_type(iterator) == CMARK_EVENT_ENTER,
        let node = cmark_iter_get_node(iterator)
      else { continue }
      switch cmark_node_get_type(node) {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE:
        if let literal = cmark_node_get_literal(node) { text += String(cString: literal) }
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
      default: break
      }
    }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
