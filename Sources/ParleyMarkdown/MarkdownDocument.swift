/// Cuts Markdown at its headings.
package enum MarkdownDocument {
  /// The largest document that is read: 4 MiB.
  package static let maximumBytes = 4 << 20

  /// The sections of a document in reading order.
  ///
  /// A heading without text of its own makes no section; it stays in the path of the headings below
  /// it. Text before the first heading is a section without headings. Only headings at the outermost
  /// level cut: one inside a quotation or a list belongs to the text around it.
  ///
  /// Takes any line ending and skips a byte order mark. `firstLine` is what the first line is
  /// counted as, for a body below front matter. Time grows with the length alone, whatever the text
  /// (see ``MarkdownOutline``). Throws ``MarkdownError/tooLarge(bytes:)``.
  package static func sections(
    of source: String, firstLine: Int = 1
  ) throws(MarkdownError) -> [MarkdownSection] {
    guard source.utf8.count <= maximumBytes else {
      throw .tooLarge(bytes: source.utf8.count)
    }
    let lines = SourceLines(source)
    var sections: [MarkdownSection] = []
    var path: [MarkdownHeading] = []
    var start = 0

    func close(before end: Int) {
      guard let text = lines.trimmed(start..<end) else { return }
      sections.append(
        MarkdownSection(
          headings: path.map(\.title).filter { !$0.isEmpty }, text: lines.text(of: text),
          line: (path.last?.lines.lowerBound ?? text.lowerBound) + firstLine))
    }

    for heading in MarkdownOutline(of: lines).headings {
      close(before: heading.lines.lowerBound)
      while let last = path.last, last.level >= heading.level { path.removeLast() }
      path.append(heading)
      start = heading.lines.upperBound
    }
    close(before: lines.count)
    return sections
  }
}
