import ParleyPlugin

/// ISBN, SKU, GTIN and ids of records, with or without signs between their parts.
extension QueryReader {
  private static let mostParts = 6
  private static let shortestIdentifier = 4

  func readIdentifiers(_ draft: inout RequestDraft) {
    var start = 0
    while start < draft.count {
      let length =
        collection.kind == "documents"
        ? foreignNumber(at: start, &draft) : identifier(at: start, &draft)
      start += length ?? 1
    }
  }

  /// Takes the number of an order or a parcel that begins here: a passage that happens to hold it, or
  /// its letters, is not what answers. Returns how many words it took.
  private func foreignNumber(at start: Int, _ draft: inout RequestDraft) -> Int? {
    for length in stride(from: min(Self.mostParts, draft.count - start), through: 1, by: -1) {
      let range = start..<start + length
      guard let key = identifierKey(range, in: draft),
        draft.words[start].number == nil || length > 1
      else { continue }
      let digits = key.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard digits >= Self.shortestIdentifier else { continue }
      draft.mark(range, as: .talk)
      draft.namesForeignNumber = true
      return length
    }
    return nil
  }

  /// Reads the longest identifier that begins here; returns how many words it took.
  private func identifier(at start: Int, _ draft: inout RequestDraft) -> Int? {
    for length in stride(from: min(Self.mostParts, draft.count - start), through: 1, by: -1) {
      let range = start..<start + length
      guard let key = identifierKey(range, in: draft) else { continue }
      let numbers = Self.spellings(of: key).lazy.compactMap { catalog.identifiers[$0] }.first
      if let numbers {
        draft.identified += numbers.filter { !draft.identified.contains($0) }
        draft.mark(range, as: .identifier)
        return length
      }
      if Self.isISBN13(key) {
        draft.unknownIdentifiers.append(
          RequestWord(text: draft.text.written(range), surface: key, stem: key))
        draft.mark(range, as: .identifier)
        return length
      }
    }
    return nil
  }

  /// The parts joined, when they may be an identifier: with a digit, and parts that belong together.
  private func identifierKey(_ range: Range<Int>, in draft: RequestDraft) -> String? {
    let key = draft.surfaces[range].joined()
    guard key.utf8.count >= Self.shortestIdentifier,
      key.utf8.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    let gaps = draft.text.gaps[range].dropFirst()
    if gaps.allSatisfy({ ["-", "/", ".", "_", "\u{2011}", "\u{2013}"].contains($0) }) {
      return key
    }
    // Parts with spaces between them: only the digits of a long number.
    let isDigits = key.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return isDigits && key.utf8.count >= 8 && gaps.allSatisfy { $0 == " " || $0 == "-" } ? key : nil
  }

  /// The key itself and, for an ISBN, its other form.
  static func spellings(of key: String) -> [String] {
    let digits = Array(key.utf8)
    if digits.count == 13, key.hasPrefix("978"), isISBN13(key) {
      let core = digits[3..<12].map { Int($0) - 48 }
      let sum = core.enumerated().reduce(0) { $0 + (10 - $1.offset) * $1.element }
      let check = (11 - sum % 11) % 11
      return [key, String(key.dropFirst(3).dropLast()) + (check == 10 ? "x" : String(check))]
    }
    guard digits.count == 10, digits.dropLast().allSatisfy({ (48...57).contains($0) }) else {
      return [key]
    }
    let core = "978" + key.dropLast()
    return [key, core + String(checkDigit13(Array(core.utf8)))]
  }

  /// Whether this is an ISBN-13 with the right check digit.
  static func isISBN13(_ key: String) -> Bool {
    let digits = Array(key.utf8)
    guard digits.count == 13, key.hasPrefix("978") || key.hasPrefix("979"),
      digits.allSatisfy({ (48...57).contains($0) })
    else { return false }
    return Int(digits[12]) - 48 == checkDigit13(Array(digits.dropLast()))
  }

  private static func checkDigit13(_ digits: [UInt8]) -> Int {
    let sum = digits.enumerated().reduce(0) {
      $0 + (Int($1.element) - 48) * ($1.offset.isMultiple(of: 2) ? 1 : 3)
    }
    return (10 - sum % 10) % 10
  }
}
