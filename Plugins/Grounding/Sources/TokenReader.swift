/// Reads the tokens of a text from its beginning to its end.
struct TokenReader {
  let scalars: [Unicode.Scalar]
  private var position = 0
  private var isSpaced = false
  private var tokens: [Token] = []

  init(_ text: String) {
    scalars = text.unicodeScalars.map(TokenReader.plain)
  }

  mutating func read() -> [Token] {
    while let scalar = scalar(position) {
      if scalar == "\n" {
        append(.symbol, to: position + 1)
      } else if scalar == " "
        || (!scalar.isASCII || scalar.value < 0x20)
          && scalar.properties.isWhitespace
      {
        isSpaced = true
        position += 1
      } else if TokenReader.isDigit(scalar) {
        append(.number, to: endOfNumber())
      } else if TokenReader.isLetter(scalar) {
        if !skipAddress() { append(.word, to: end(of: position, while: TokenReader.isLetter)) }
      } else if !readMarker() {
        append(.symbol, to: position + 1)
        if scalar == "]", self.scalar(position) == "(" { skipTarget() }
      }
    }
    return tokens
  }

  private mutating func append(_ kind: Token.Kind, to end: Int) {
    let text = String(String.UnicodeScalarView(scalars[position..<end]))
    tokens.append(
      Token(
        kind: kind, text: text, folded: text.lowercased(), range: position..<end,
        isSpaced: isSpaced, numbers: kind == .number ? NumberReading.readings(of: text) : []))
    position = end
    isSpaced = false
  }

  private func scalar(_ position: Int) -> Unicode.Scalar? {
    scalars.indices.contains(position) ? scalars[position] : nil
  }

  private func end(of start: Int, while belongs: (Unicode.Scalar) -> Bool) -> Int {
    scalars[start...].firstIndex { !belongs($0) } ?? scalars.count
  }

  /// The end of digits with separators between them. A narrow or fixed space separates thousands.
  private func endOfNumber() -> Int {
    var end = end(of: position, while: TokenReader.isDigit)
    var group = end - position
    while let separator = scalar(end), ".,'\u{2007}".unicodeScalars.contains(separator) {
      let next = self.end(of: end + 1, while: TokenReader.isDigit)
      let length = next - end - 1
      guard length > 0 else { break }
      if separator == "'" || separator == "\u{2007}" {
        guard group <= 3, length == 3 else { break }
      }
      (end, group) = (next, length)
    }
    return end
  }

  /// `[1]`, and `[1, 2]` as two.
  private mutating func readMarker() -> Bool {
    guard scalar(position) == "[", let close = scalars[position...].firstIndex(of: "]"),
      close - position <= 16
    else { return false }
    let inside = String(String.UnicodeScalarView(scalars[(position + 1)..<close]))
    let parts = inside.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.drop { $0 == " " || $0 == "\u{2007}" } }
    let numbers = parts.compactMap { $0.count <= 3 ? Int($0) : nil }
    guard !numbers.isEmpty, numbers.count == parts.count, scalar(close + 1) != "(" else {
      return false
    }
    tokens.append(
      Token(
        kind: .marker, text: inside, folded: inside, range: position..<close + 1,
        isSpaced: isSpaced, numbers: numbers.compactMap { FigureNumber($0) }))
    position = close + 1
    isSpaced = false
    return true
  }

  /// Leaves out `https://…` and `www.…`.
  private mutating func skipAddress() -> Bool {
    let start = scalars[position...]
    guard
      ["http://", "https://", "www."].contains(where: { start.starts(with: $0.unicodeScalars) })
    else { return false }
    position = end(of: position) {
      !$0.properties.isWhitespace && !")>]\"".unicodeScalars.contains($0)
    }
    return true
  }

  /// Leaves out the address of a link that has just been named, `(…)`.
  private mutating func skipTarget() {
    let close = scalars[position...].prefix(2048).firstIndex { $0 == ")" || $0 == "\n" }
    if let close, scalars[close] == ")" { position = close + 1 }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    // Looking up what a character is costs a hundred times as much.
    if scalar.isASCII { return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }
    return scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
  }

  /// One sign for one: quotation marks and dashes as a typewriter has them. Fixed and narrow spaces
  /// become the figure space, which separates thousands but is white space elsewhere.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "’", "‘": "'"
    case "‐", "‑", "−": "-"
    case "\u{A0}", "\u{202F}", "\u{2009}": "\u{2007}"
    case "\r", "\u{2028}", "\u{2029}": "\n"
    default: scalar
    }
  }
}
