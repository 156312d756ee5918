/// A document's own settings: YAML between two `---` lines at its very start.
package struct FrontMatter: Sendable, Hashable {
  /// The YAML without its `---` lines; `nil` when the document begins with its body.
  package var yaml: String?
  /// The document below the front matter, exactly as written.
  package var body: String
  /// The line on which the body begins, 1-based. The YAML begins on line 2.
  package var bodyLine: Int

  /// Takes a document apart. Never fails: an opening line without a closing one is body.
  ///
  /// The front matter closes with `---` or `...` on a line of its own. A byte order mark before it
  /// is skipped.
  package static func split(_ source: String) -> FrontMatter {
    let lines = SourceLines(source)
    guard lines.count > 1, isFence(lines[0], "---"),
      let closing = (1..<lines.count).first(where: {
        isFence(lines[$0], "---") || isFence(lines[$0], "...")
      })
    else { return FrontMatter(yaml: nil, body: source, bodyLine: 1) }
    return FrontMatter(
      yaml: lines.text(of: 1..<closing), body: lines.text(from: closing + 1), bodyLine: closing + 2)
  }

  private static func isFence(_ line: ArraySlice<UInt8>, _ fence: StaticString) -> Bool {
    let end = line.lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    guard let end else { return false }
    return line[...end].elementsEqual("\(fence)".utf8)
  }
}
