/// Cuts a long section into passages of a size that a prompt can hold.
enum PassageSplitter {
  /// About how many characters a passage may have.
  static let limit = 1800

  /// The passages of a section: whole paragraphs, as many as fit, exactly as written. A paragraph
  /// that alone is too long stays whole; so do fenced code and tables, which have no blank lines or
  /// would lose their meaning.
  static func split(_ text: String) -> [String] {
    guard text.count > limit else { return [text] }
    var passages: [Substring] = []
    var start = text.startIndex
    var end = text.startIndex
    for paragraph in paragraphs(of: text) {
      if end > start, text.distance(from: start, to: paragraph.endIndex) > limit {
        passages.append(text[start..<end])
        start = paragraph.startIndex
      }
      end = paragraph.endIndex
    }
    passages.append(text[start..<end])
    return passages.map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// The runs of lines between blank lines; a fence of code is one run.
  private static func paragraphs(of text: String) -> [Substring] {
    var paragraphs: [Substring] = []
    var start: String.Index?
    var end = text.startIndex
    var fence: String?
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let trimmed = line.trimmed
      if let open = fence {
        if trimmed.hasPrefix(open) { fence = nil }
      } else if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") {
        fence = String(trimmed.prefix(3))
      }
      if trimmed.isEmpty, fence == nil {
        if let first = start { paragraphs.append(text[first..<end]) }
        start = nil
      } else {
        start = start ?? line.startIndex
        end = line.endIndex
      }
    }
    if let first = start { paragraphs.append(text[first..<end]) }
    return paragraphs
  }
}
