/// What stands around the words of a sentence: the list marker before them, the white space after.
struct SentencePlace: Sendable, Hashable {
  let lead: String
  let tail: String
  private let isTableRow: Bool

  init(of sentence: String) {
    let tail = sentence.reversed().prefix(while: \.isWhitespace)
    self.tail = String(tail.reversed())
    let body = sentence.dropLast(tail.count)
    let indent = body.prefix(while: \.isWhitespace)
    let words = body.dropFirst(indent.count)
    isTableRow = words.first == "|"
    lead = indent + (isTableRow ? "| " : SentencePlace.marker(of: words))
  }

  /// Whether the sentence is neither a list item nor a row, so that it can be left out.
  var isWithinParagraph: Bool { lead.allSatisfy(\.isWhitespace) }

  /// Other words in the sentence's place.
  func holding(_ line: String) -> String {
    lead + line + (isTableRow ? " |" : "") + tail
  }

  /// `- `, `* `, `1. `, `1) `, `> ` or `# ` at the beginning of a line.
  private static func marker(of words: Substring) -> String {
    let digits = words.prefix { $0.isASCII && $0.isNumber }
    var rest = words.dropFirst(digits.count)
    let signs =
      digits.isEmpty ? rest.prefix { "-*+>#".contains($0) } : rest.prefix { ".)".contains($0) }
    rest = rest.dropFirst(signs.count)
    guard !signs.isEmpty, rest.first == " " else { return "" }
    return "\(digits)\(signs) "
  }
}
