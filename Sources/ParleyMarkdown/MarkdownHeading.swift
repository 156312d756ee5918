/// A heading and where it stands.
struct MarkdownHeading: Hashable {
  /// 1 to 6.
  var level: Int
  /// Plain text without markup, on one line; empty for a bare `#`.
  var title: String
  /// The lines it takes, 0-based: one for `# Title`, two or more for an underlined one.
  var lines: Range<Int>
}
