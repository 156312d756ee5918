/// Takes runs of letters apart in scripts that put no spaces between words (Chinese, Japanese, Thai),
/// into overlapping pairs: "赤茶碗" is "赤茶" and "茶碗".
///
/// What is written alike is found without a dictionary of the language, as Lucene's CJKAnalyzer does
/// it. A letter that stands alone stays one.
enum CharacterBigrams {
  /// The tokens of a word; `nil` when none of its letters is of such a script.
  ///
  /// The ranges of the tokens follow each other: each pair stands for its first letter, and the last
  /// one for both.
  static func tokens(
    of word: Range<String.Index>, in text: String
  ) -> [TextAnalyzer.Token]? {
    let scalars = text.unicodeScalars[word]
    guard scalars.contains(where: isUnspaced) else { return nil }
    var tokens: [TextAnalyzer.Token] = []
    var start = scalars.startIndex
    while start < scalars.endIndex {
      let kind = isUnspaced(scalars[start])
      let end = scalars[start...].firstIndex { isUnspaced($0) != kind } ?? scalars.endIndex
      if kind {
        tokens += pairs(start..<end, in: text)
      } else {
        let letters = TextAnalyzer.folded(String(scalars[start..<end]))
        tokens.append(TextAnalyzer.Token(surface: letters, stem: letters, range: start..<end))
      }
      start = end
    }
    return tokens
  }

  private static func pairs(
    _ run: Range<String.Index>, in text: String
  ) -> [TextAnalyzer.Token] {
    let places = Array(text.unicodeScalars[run].indices) + [run.upperBound]
    guard places.count > 2 else {
      let letter = String(text.unicodeScalars[run])
      return [TextAnalyzer.Token(surface: letter, stem: letter, range: run)]
    }
    return places.indices.dropLast(2).map { place in
      let pair = String(text.unicodeScalars[places[place]..<places[place + 2]])
      let isLast = place + 3 == places.count
      let end = isLast ? places[place + 2] : places[place + 1]
      return TextAnalyzer.Token(surface: pair, stem: pair, range: places[place]..<end)
    }
  }

  /// Thai, Lao, Khmer and Burmese; kana; Han; Hangul, whose words have endings; and the wide forms of
  /// kana.
  static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x0E00: false
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF: true
    case 0x3041...0x30FF, 0x3130...0x318F, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF: true
    case 0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x323AF: true
    default: false
    }
  }
}
