import CMarkdown

/// Writes cmark's tree as HTML, one node at a time, without recursion.
struct HTMLWriter {
  private let citations: Set<Int>
  private var html = HTMLText()
  /// For each link or image around the current node, whether it was written as a link.
  private var links: [Bool] = []

  /// Citation markers with these numbers become buttons.
  init(citations: Set<Int>) {
    self.citations = citations
  }

  mutating func html(of tree: borrowing CommonMarkTree) -> String {
    // Brackets that are no link split a text; joined, `[1]` stands in one node.
    cmark_consolidate_text_nodes(tree.document)
    guard let iterator = cmark_iter_new(tree.document) else { return "" }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard let node = cmark_iter_get_node(iterator) else { continue }
      if event == CMARK_EVENT_ENTER { enter(node) } else { leave(node) }
    }
    return html.string
  }

  // MARK: Nodes of CommonMark

  private mutating func enter(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: break
    case CMARK_NODE_PARAGRAPH: if !isTight(node) { open("<p>") }
    case CMARK_NODE_HEADING: openHeading(node)
    case CMARK_NODE_BLOCK_QUOTE: open("<blockquote>")
    case CMARK_NODE_LIST: openList(node)
    case CMARK_NODE_ITEM: openItem(node)
    case CMARK_NODE_THEMATIC_BREAK: open("<hr>\n")
    case CMARK_NODE_CODE_BLOCK: codeBlock(node)
    case CMARK_NODE_HTML_BLOCK: htmlBlock(node)
    case CMARK_NODE_TEXT: text(literal(node))
    case CMARK_NODE_CODE:
      html.tag("<code>")
      html.text(literal(node))
      html.tag("</code>")
    case CMARK_NODE_HTML_INLINE: htmlInline(node)
    case CMARK_NODE_SOFTBREAK: html.tag("\n")
    case CMARK_NODE_LINEBREAK: html.tag("<br>\n")
    case CMARK_NODE_EMPH: html.tag("<em>")
    case CMARK_NODE_STRONG: html.tag("<strong>")
    case CMARK_NODE_LINK, CMARK_NODE_IMAGE: openLink(node)
    default: enterExtension(node)
    }
  }

  private mutating func leave(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH: if !isTight(node) { close("</p>") }
    case CMARK_NODE_HEADING: closeHeading(node)
    case CMARK_NODE_BLOCK_QUOTE: close("</blockquote>")
    case CMARK_NODE_LIST:
      if isOrdered(node) { close("</ol>") } else { close("</ul>") }
    case CMARK_NODE_ITEM: close("</li>")
    case CMARK_NODE_EMPH: html.tag("</em>")
    case CMARK_NODE_STRONG: html.tag("</strong>")
    case CMARK_NODE_LINK, CMARK_NODE_IMAGE: if links.popLast() == true { html.tag("</a>") }
    default: leaveExtension(node)
    }
  }

  private mutating func open(_ markup: StaticString) {
    html.newLine()
    html.tag(markup)
  }

  private mutating func close(_ markup: StaticString) {
    html.tag(markup)
    html.newLine()
  }

  private mutating func openHeading(_ node: OpaquePointer) {
    switch cmark_node_get_heading_level(node) {
    case 1: open("<h2>")
    case 2: open("<h3>")
    case 3: open("<h4>")
    case 4: open("<h5>")
    default: open("<h6>")
    }
  }

  private mutating func closeHeading(_ node: OpaquePointer) {
    switch cmark_node_get_heading_level(node) {
    case 1: close("</h2>")
    case 2: close("</h3>")
    case 3: close("</h4>")
    case 4: close("</h5>")
    default: close("</h6>")
    }
  }

  private mutating func openList(_ node: OpaquePointer) {
    guard isOrdered(node) else { return open("<ul>") }
    open("<ol start=\"")
    html.text("\(cmark_node_get_list_start(node))".utf8)
    html.tag("\">")
  }

  private mutating func openItem(_ node: OpaquePointer) {
    guard typeName(node) == "tasklist" else { return open("<li>") }
    open("<li class=\"task\">")
    html.tag(cmark_gfm_extensions_get_tasklist_item_checked(node) ? "\u{2611} " : "\u{2610} ")
  }

  private mutating func codeBlock(_ node: OpaquePointer) {
    let information = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
    let language = information.utf8.prefix { byte in
      byte.isLetterOrDigit || "+-#._".utf8.contains(byte)
    }
    open("<pre><code")
    if !language.isEmpty {
      html.tag(" class=\"language-")
      html.text(language)
      html.tag("\"")
    }
    html.tag(">")
    html.text(literal(node))
    close("</code></pre>")
  }

  // MARK: HTML and text

  private mutating func htmlBlock(_ node: OpaquePointer) {
    open("<pre><code class=\"language-html\">")
    html.text(literal(node))
    close("</code></pre>")
  }

  /// Models break lines in table cells with `<br>`; all other HTML is shown, not obeyed.
  private mutating func htmlInline(_ node: OpaquePointer) {
    let source = literal(node)
    if ["<br>", "<br/>", "<br />"].contains(where: { source.elementsEqual($0.utf8) }) {
      html.tag("<br>")
    } else {
      html.text(source)
    }
  }

  private mutating func text(_ text: [UInt8]) {
    guard !links.contains(true) else { return html.text(text) }
    for piece in CitationMarkers.pieces(of: text, citations: citations) {
      switch piece {
      case .text(let text): html.text(text)
      case .marker(let number):
        let digits = "\(number)".utf8
        html.tag("<button type=\"button\" class=\"citation\" data-index=\"")
        html.text(digits)
        html.tag("\">")
        html.text(digits)
        html.tag("</button>")
      }
    }
  }

  /// Links and images alike; inside a link there is no further one.
  private mutating func openLink(_ node: OpaquePointer) {
    let address = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
    guard !links.contains(true), let target = LinkTarget(address) else {
      links.append(false)
      return
    }
    let label = CommonMarkTree.plainText(of: node)
    links.append(true)
    html.tag("<a href=\"")
    html.text(target.href.utf8)
    html.tag("\" rel=\"noopener noreferrer nofollow\" target=\"_blank\"")
    if let host = target.host, !target.isNamed(by: label) {
      html.tag(" data-host=\"")
      html.text(host.utf8)
      html.tag("\"")
    }
    html.tag(">")
    if label.isEmpty { html.text(target.href.utf8) }
  }

  // MARK: Nodes of the extensions, which cmark tells apart by name

  private mutating func enterExtension(_ node: OpaquePointer) {
    switch typeName(node) {
    case "strikethrough": html.tag("<del>")
    case "table": open("<div class=\"table\"><table>")
    case "table_header": open("<thead><tr>")
    case "table_row":
      if isFirstRow(node) { open("<tbody>") }
      open("<tr>")
    case "table_cell": openCell(node)
    default: break
    }
  }

  private mutating func leaveExtension(_ node: OpaquePointer) {
    switch typeName(node) {
    case "strikethrough": html.tag("</del>")
    case "table": close("</table></div>")
    case "table_header": close("</tr></thead>")
    case "table_row":
      close("</tr>")
      if cmark_node_next(node) == nil { close("</tbody>") }
    case "table_cell":
      if isInHeader(node) { html.tag("</th>") } else { html.tag("</td>") }
    default: break
    }
  }

  private mutating func openCell(_ node: OpaquePointer) {
    if isInHeader(node) { html.tag("<th scope=\"col\"") } else { html.tag("<td") }
    switch alignment(ofCell: node) {
    case UInt8(ascii: "r"): html.tag(" class=\"right\">")
    case UInt8(ascii: "c"): html.tag(" class=\"center\">")
    default: html.tag(">")
    }
  }

  // MARK: What cmark knows of a node

  private func literal(_ node: OpaquePointer) -> [UInt8] {
    cmark_node_get_literal(node).map { Array(String(cString: $0).utf8) } ?? []
  }

  private func typeName(_ node: OpaquePointer) -> String {
    cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
  }

  private func isOrdered(_ node: OpaquePointer) -> Bool {
    cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
  }

  /// Whether a paragraph stands in a list without gaps, where it is written as bare text.
  private func isTight(_ node: OpaquePointer) -> Bool {
    guard let item = cmark_node_parent(node), let list = cmark_node_parent(item) else {
      return false
    }
    return cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) == 1
  }

  private func isFirstRow(_ row: OpaquePointer) -> Bool {
    cmark_node_previous(row).map { typeName($0) == "table_header" } ?? true
  }

  private func isInHeader(_ cell: OpaquePointer) -> Bool {
    cmark_node_parent(cell).map { cmark_gfm_extensions_get_table_row_is_header($0) == 1 } ?? false
  }

  /// `l`, `c`, `r`, or 0 where the table says nothing.
  private func alignment(ofCell cell: OpaquePointer) -> UInt8 {
    guard let row = cmark_node_parent(cell), let table = cmark_node_parent(row),
      let alignments = cmark_gfm_extensions_get_table_alignments(table)
    else { return 0 }
    var column = 0
    var before = cmark_node_previous(cell)
    while let current = before {
      column += 1
      before = cmark_node_previous(current)
    }
    guard column < Int(cmark_gfm_extensions_get_table_columns(table)) else { return 0 }
    return alignments[column]
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
