/// What stands below one heading, up to the next: a passage that can be found and cited.
package struct MarkdownSection: Sendable, Hashable {
  /// The headings above the text, outermost first, as plain text.
  package var headings: [String]
  /// The source below the heading, exactly as written, without blank lines at either end.
  package var text: String
  /// The line of the heading, 1-based; of the text where no heading stands above it.
  package var line: Int
}
