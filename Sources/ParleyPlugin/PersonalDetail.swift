/// Something personal that can be blacked out in a text before it is logged or shown to others.
///
/// It is recognised by its form alone, so a line may keep what looks like something else; what is
/// blacked out is gone for good.
public enum PersonalDetail: String, Sendable, Hashable, CaseIterable {
  /// Addresses such as `ann@example.org`.
  case email
  /// Runs of 7 to 15 digits with the signs that people write between them.
  case phone
  /// Numbers of payment cards, by their grouping and check digit; see ``PaymentCardNumber``.
  case card

  /// The text with every occurrence replaced by `[email]`, `[phone]` or `[card]`.
  public func blackOut(_ text: String) -> String {
    switch self {
    case .email where !text.utf8.contains(UInt8(ascii: "@")): text
    case .email: blackOutWords(in: text, where: PersonalDetail.isAddress)
    case .phone: blackOutNumbers(in: text)
    case .card: PaymentCardNumber.replaceAll(in: text, with: "[\(rawValue)]")
    }
  }

  /// The text with every occurrence of these details replaced.
  public static func blackOut(_ details: some Sequence<PersonalDetail>, in text: String) -> String {
    // A card is looked for first: half of its number may look like that of a telephone.
    let ordered = details.sorted { ($0 == .card ? 0 : 1) < ($1 == .card ? 0 : 1) }
    return ordered.reduce(text) { $1.blackOut($0) }
  }

  private func blackOutWords(in text: String, where matches: (Substring) -> Bool) -> String {
    var result = ""
    var rest = text[...]
    while !rest.isEmpty {
      let word = rest.prefix { !PersonalDetail.separates($0) }
      result += matches(word) ? "[\(rawValue)]" : word
      rest = rest[word.endIndex...]
      let gap = rest.prefix(while: PersonalDetail.separates)
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
    guard text.utf8.count(where: PersonalDetail.isDigit) >= 7 else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      guard PersonalDetail.beginsNumber(bytes[position]) else {
        result.append(bytes[position])
        position += 1
        continue
      }
      let run = bytes[position...].prefix(while: PersonalDetail.isOfNumber)
      let digits = run.filter(PersonalDetail.isDigit)
      let isBookNumber =
        digits.count == 13 && (digits.starts(with: "978".utf8) || digits.starts(with: "979".utf8))
      let number = run.prefix(through: run.lastIndex(where: PersonalDetail.isDigit) ?? position)
      if (7...15).contains(digits.count), !isBookNumber, !PersonalDetail.isDay(number) {
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
