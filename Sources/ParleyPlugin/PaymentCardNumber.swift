/// Finds numbers of payment cards: 13 to 19 digits in one piece, or in the groups in which they are
/// embossed, whose last digit is the right check digit (ISO/IEC 7812, Luhn).
enum PaymentCardNumber {
  /// Digits of each group; cards of 16, 15, 14 and 19 digits.
  private static let groupings = [[4, 4, 4, 4, 3], [4, 4, 4, 4], [4, 6, 5], [4, 6, 4]]
  private static let lengths = 13...19

  /// The text with each number replaced.
  static func replaceAll(in text: String, with mark: String) -> String {
    guard text.utf8.count(where: isDigit) >= lengths.lowerBound else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      let groups = groups(in: bytes, at: position)
      guard let first = groups.first else {
        result.append(bytes[position])
        position += 1
        continue
      }
      if let end = end(of: groups, in: bytes) {
        result += mark.utf8
        position = end
      } else {
        result += bytes[first]
        position = first.upperBound
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The groups of digits that begin here, with one blank or hyphen between two of them; as many as a
  /// number may have.
  private static func groups(in bytes: [UInt8], at start: Int) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var position = start
    while groups.count < 5 {
      let end = bytes[position...].firstIndex { !isDigit($0) } ?? bytes.count
      guard end > position else { break }
      groups.append(position..<end)
      guard end < bytes.count, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "-")
      else { break }
      position = end + 1
    }
    return groups
  }

  /// Where the number ends that these groups begin with, if they do.
  private static func end(of groups: [Range<Int>], in bytes: [UInt8]) -> Int? {
    guard let first = groups.first else { return nil }
    if lengths.contains(first.count) {
      return isCard(Array(bytes[first])) ? first.upperBound : nil
    }
    for grouping in groupings where groups.prefix(grouping.count).map(\.count) == grouping {
      let chosen = groups.prefix(grouping.count)
      if isCard(chosen.flatMap { bytes[$0] }) { return chosen.last?.upperBound }
    }
    return nil
  }

  /// Whether the check digit is right. Numbers of books (978, 979) are none of cards, whose first
  /// digits are others.
  private static func isCard(_ digits: [UInt8]) -> Bool {
    if digits.starts(with: "978".utf8) || digits.starts(with: "979".utf8) { return false }
    var sum = 0
    for (position, digit) in digits.reversed().enumerated() {
      let value = Int(digit - UInt8(ascii: "0"))
      let doubled = value * 2 > 9 ? value * 2 - 9 : value * 2
      sum += position.isMultiple(of: 2) ? value : doubled
    }
    return sum > 0 && sum.isMultiple(of: 10)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
