/// A reply as it is searched for titles and identifiers. Positions are Unicode scalars.
struct ReplyWords {
  private let scalars: [Unicode.Scalar]
  private let folded: [Unicode.Scalar]

  init(_ text: String) {
    scalars = text.unicodeScalars.map(ReplyWords.straight)
    folded = scalars.map(ReplyWords.lower)
  }

  // MARK: Titles

  /// Where a title stands as whole words, as strictly as it is short.
  func occurrences(ofTitle title: String) -> [Range<Int>] {
    let exact = title.unicodeScalars.map(ReplyWords.straight)
    switch title.split(whereSeparator: \.isWhitespace).count {
    case 0: return []
    case 1:
      guard exact.count >= 3 else { return [] }
      return occurrences(of: exact, in: scalars).filter(isEmphasised)
    case 2: return occurrences(of: exact, in: scalars)
    default: return occurrences(of: exact.map(ReplyWords.lower), in: folded)
    }
  }

  private func occurrences(
    of pattern: [Unicode.Scalar], in text: [Unicode.Scalar]
  ) -> [Range<Int>] {
    guard let first = pattern.first, text.count >= pattern.count else { return [] }
    var found: [Range<Int>] = []
    var start = 0
    while start <= text.count - pattern.count {
      let range = start..<start + pattern.count
      guard text[start] == first, text[range].elementsEqual(pattern), isWhole(range) else {
        start += 1
        continue
      }
      found.append(range)
      start = range.upperBound
    }
    return found
  }

  private func isWhole(_ range: Range<Int>) -> Bool {
    !isWordScalar(at: range.lowerBound - 1) && !isWordScalar(at: range.upperBound)
  }

  private func isWordScalar(at position: Int) -> Bool {
    scalars.indices.contains(position) && ReplyWords.isWord(scalars[position])
  }

  /// Whether quotation marks or asterisks stand on both sides, and no colon after them: `**Price:**`
  /// is a label.
  private func isEmphasised(_ range: Range<Int>) -> Bool {
    func isMark(_ position: Int) -> Bool {
      scalars.indices.contains(position) && ReplyWords.marks.contains(scalars[position])
    }
    guard isMark(range.lowerBound - 1), isMark(range.upperBound) else { return false }
    let after = scalars[range.upperBound...].drop { ReplyWords.marks.contains($0) }
    return after.first != ":"
  }

  // MARK: Identifiers

  /// The runs of letters, digits and hyphens that hold a digit.
  var runs: [(range: Range<Int>, plain: String)] {
    var found: [(range: Range<Int>, plain: String)] = []
    var start = 0
    while start < scalars.count {
      let run = scalars[start...].prefix { ReplyWords.isWord($0) || $0 == "-" }
      guard !run.isEmpty else {
        start += 1
        continue
      }
      if run.contains(where: { $0.properties.numericType != nil }) {
        found.append((run.indices, ReplyWords.plain(String(String.UnicodeScalarView(run)))))
      }
      start = run.endIndex
    }
    return found
  }

  /// An identifier without hyphens and case.
  static func plain(_ identifier: String) -> String {
    identifier.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  // MARK: Folding, one scalar for one

  static func folded(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { lower(straight($0)) }))
  }

  private static func straight(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "’", "‘", "‛": "'"
    case "“", "”", "„": "\""
    case "–", "‐", "‑": "-"
    case "\u{A0}", "\u{202F}": " "
    default: scalar
    }
  }

  private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let mapped = scalar.properties.lowercaseMapping.unicodeScalars
    return mapped.count == 1 ? mapped.first ?? scalar : scalar
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private static let marks = Set("*_\"'«»‹›".unicodeScalars)
}
