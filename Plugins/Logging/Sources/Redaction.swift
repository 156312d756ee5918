/// Something personal that can be blacked out in a text.
enum Redaction: String, CaseIterable {
  case email
  case phone

  /// The text with every occurrence replaced by `[email]` or `[phone]`.
  func blackOut(_ text: String) -> String {
    switch self {
    case .email where !text.utf8.contains(UInt8(ascii: "@")): text
    case .email: blackOutWords(in: text, where: Redaction.isAddress)
    case .phone: blackOutNumbers(in: text)
    }
  }

  private func blackOutWords(in text: String, where matches: (Substring) -> Bool) -> String {
    var result = ""
    var rest = text[...]
    while !rest.isEmpty {
      let word = rest.prefix { !Redaction.separates($0) }
      result += matches(word) ? "[\(rawValue)]" : word
      rest = rest[word.endIndex...]
      let gap = rest.prefix(while: Redaction.separates)
      result += gap
      rest = rest[gap.endIndex...]
    }
    return result
  }

  private static func separates(_ character: Character) -> Bool {
    character.isWhitespace || "<>()[]{},;:\"'!?".contains(character)
  }

  /// One `@` between something and a name with a dot in it.
  private static func isAddress(_ word: Substring) -> Bool {
    let halves = word.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, !halves[0].isEmpty else { return false }
    let labels = halves[1].split(separator: ".")
    return labels.count >= 2
  }

  /// Runs of at least seven digits, with the signs that people write between them. Prices, years and
  /// ISBNs are spared: they have fewer digits, or the 978/979 prefix.
  private func blackOutNumbers(in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(where: {
      $0.isASCII && ($0.isNumber || $0 == "+" || $0 == "(")
    }) {
      result += rest[..<start]
      let run = rest[start...].prefix { $0.isASCII && ($0.isNumber || "+-() ./".contains($0)) }
      let digits = run.filter(\.isNumber)
      let isBookNumber = digits.count == 13 && (digits.hasPrefix("978") || digits.hasPrefix("979"))
      if (7...15).contains(digits.count), !isBookNumber {
        let tail = run.reversed().prefix { !$0.isNumber }
        result += "[\(rawValue)]" + String(tail.reversed())
      } else {
        result += run
      }
      rest = rest[run.endIndex...]
    }
    return result + rest
  }
}
