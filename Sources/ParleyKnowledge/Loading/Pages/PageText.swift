/// Cuts plain text that was HTML, where each line is a paragraph.
enum PageText {
  static func passages(_ text: String) -> [String] {
    guard text.count > PassageSplitter.limit else { return [text] }
    let paragraphs = text.split(separator: "\n").joined(separator: "\n\n")
    return PassageSplitter.split(paragraphs)
  }
}
