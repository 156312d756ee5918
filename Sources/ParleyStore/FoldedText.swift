/// Texts compared without regard to case, punctuation and spacing.
enum FoldedText {
  /// The words of a text in lower case, with one space between them; empty for a text without words.
  static func of(_ text: String) -> String {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }
}
