import CMarkdown
import Synchronization

/// A text as cmark's tree of blocks and inlines.
///
/// To be made only of what ``MarkdownGuard`` admits.
struct CommonMarkTree: ~Copyable {
  /// The outermost node; it and all below live as long as this value.
  let document: OpaquePointer

  /// The extensions of GitHub's Markdown that a reply may use.
  static let replyExtensions = ["table", "strikethrough", "autolink", "tasklist", "tagfilter"]

  /// `nil` when cmark gives no tree.
  init?(_ bytes: ArraySlice<UInt8>, extensions: [String] = []) {
    guard let document = CommonMarkTree.parse(bytes, extensions: extensions) else { return nil }
    self.document = document
  }

  deinit {
    cmark_node_free(document)
  }

  /// Extensions put their special characters into a table that all of cmark's parsers share, for as
  /// long as they parse. So one text is parsed at a time; writing a tree out needs no lock.
  private static let parsing = Mutex(())
  private static let registration: Void = cmark_gfm_core_extensions_ensure_registered()

  private static func parse(_ bytes: ArraySlice<UInt8>, extensions: [String]) -> OpaquePointer? {
    parsing.withLock { _ in
      guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
      defer { cmark_parser_free(parser) }
      if !extensions.isEmpty { registration }
      for name in extensions {
        guard let found = cmark_find_syntax_extension(name) else { return nil }
        cmark_parser_attach_syntax_extension(parser, found)
      }
      bytes.withUnsafeBytes { buffer in
        let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        cmark_parser_feed(parser, start, buffer.count)
      }
      return cmark_parser_finish(parser)
    }
  }

  /// The words below a node without their markup: link texts, the text of an image, code as it is.
  static func plainText(of node: OpaquePointer) -> String {
    guard let iterator = cmark_iter_new(node) else { return "" }
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
