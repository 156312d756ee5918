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

  /// Runs of at least seven digits, with the signs that people write between them. Prices, years,
  /// dates and ISBNs are spared: they have fewer digits, the form of a date, or the 978/979 prefix.
  private func blackOutNumbers(in text: String) -> String {
    guard text.utf8.count(where: Redaction.isDigit) >= 7 else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      guard Redaction.beginsNumber(bytes[position]) else {
        result.append(bytes[position])
        position += 1
        continue
      }
      let run = bytes[position...].prefix(while: Redaction.isOfNumber)
      let digits = run.filter(Redaction.isDigit)
      let isBookNumber =
        digits.count == 13 && (digits.starts(with: "978".utf8) || digits.starts(with: "979".utf8))
      let number = run.prefix(through: run.lastIndex(where: Redaction.isDigit) ?? position)
      if (7...15).contains(digits.count), !isBookNumber, !Redaction.isDay(number) {
        result += "[\(rawValue)]".utf8 + run[number.endIndex...]
      } else {
        result += run
      }
      position = run.endIndex
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A date as ISO 8601 writes it: `2026-11-20`.
  private static func isDay(_ number: ArraySlice<UInt8>) -> Bool {
    let parts = number.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], number.count(where: isDigit) == 8 else { return false }
    let (month, day) = (Array(parts[1]), Array(parts[2]))
    return month.lexicographicallyPrecedes("13".utf8) && day.lexicographicallyPrecedes("32".utf8)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func beginsNumber(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "(")
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    isDigit(byte) || "+-() ./".utf8.contains(byte)
  }
}
