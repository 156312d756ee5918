/// Finds `# Title` headings line by line, in time that depends on the length alone.
///
/// It stands in for cmark where a text is not safe for it: no underlined headings, and inline markup
/// stays in the title.
enum PlainHeadings {
  static func find(in piece: Range<Int>, of lines: SourceLines) -> [MarkdownHeading] {
    var fence = CodeFence()
    return piece.compactMap { line in
      guard !fence.takes(lines[line]) else { return nil }
      return heading(lines[line], at: line)
    }
  }

  /// Whether a line outside fenced code is a `# Title` heading.
  static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
    heading(line, at: 0) != nil
  }

  private static func heading(_ line: ArraySlice<UInt8>, at index: Int) -> MarkdownHeading? {
    let indentation = line.prefix { $0 == UInt8(ascii: " ") }.count
    let content = line.dropFirst(indentation)
    let level = content.prefix { $0 == UInt8(ascii: "#") }.count
    var title = content.dropFirst(level)
    guard indentation < 4, (1...6).contains(level), title.first.map(isBlank) ?? true else {
      return nil
    }
    title = trimmed(title)
    // A closing run of # is dropped when it stands alone or behind a blank.
    let closing = title.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    let opened = title.dropLast(closing)
    if opened.last.map(isBlank) ?? true { title = trimmed(opened) }
    return MarkdownHeading(
      level: level, title: String(decoding: title, as: UTF8.self), lines: index..<index + 1)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? bytes.startIndex
    return bytes[..<end].drop(while: isBlank)
  }
}
