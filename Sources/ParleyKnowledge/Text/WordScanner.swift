/// Finds the words of a text: runs of letters and digits, and the few shapes that carry signs.
///
/// One token each: `14.99`, `C++`, `C#`, `O'Reilly` (as `oreilly`), an ISBN with hyphens (as its
/// digits). A possessive `'s` is dropped, and so is an elided article in French, Italian and
/// Catalan (`l'homme` is `homme`).
struct WordScanner {
  /// A word as found.
  struct Word {
    /// Lower case, accents in place, letters composed.
    var text: String
    /// Whether it is made of letters alone, so that it has a stem.
    var isStemmable: Bool
    var range: Range<String.Index>
  }

  private let scalars: String.UnicodeScalarView
  private let style: NumberStyle
  private let elides: Bool
  private var position: String.Index
  /// Up to here digits are read run by run, because with their signs they make no number. Keeps the
  /// time in step with the length: nothing is looked at twice.
  private var endOfLooseDigits: String.Index

  init(_ text: String, language: String) {
    scalars = text.unicodeScalars
    position = scalars.startIndex
    endOfLooseDigits = position
    style = NumberStyle(language: language)
    elides = ["fr", "it", "ca"].contains(NumberStyle.primaryTag(of: language))
  }

  /// The next word, or `nil` at the end of the text.
  mutating func next() -> Word? {
    while position < scalars.endIndex {
      let start = position
      let scalar = scalars[start]
      if scalar.isWordDigit, let number = scanISBN() ?? scanNumber() {
        return Word(text: number, isStemmable: false, range: start..<position)
      }
      guard scalar.isWordCharacter else {
        position = scalars.index(after: position)
        continue
      }
      if let word = scanLetters(from: start) { return word }
    }
    return nil
  }

  // MARK: Words

  private mutating func scanLetters(from first: String.Index) -> Word? {
    var start = first
    var letters = String.UnicodeScalarView()
    var hasDigits = false
    while position < scalars.endIndex {
      let scalar = scalars[position]
      if scalar.isWordCharacter || (scalar.isWordMark && !letters.isEmpty) {
        letters.append(scalar)
        hasDigits = hasDigits || scalar.isWordDigit
        position = scalars.index(after: position)
      } else if scalar.isApostrophe, let following = scalarAfterPosition(), following.isWordLetter {
        if isPossessive() {
          let end = position
          position = scalars.index(position, offsetBy: 2)
          return word(letters, hasDigits: hasDigits, range: start..<end)
        }
        position = scalars.index(after: position)
        if elides, isElided(letters) {
          letters = String.UnicodeScalarView()
          start = position
        }
      } else {
        break
      }
    }
    appendSign(to: &letters)
    return word(letters, hasDigits: hasDigits, range: start..<position)
  }

  private func word(
    _ letters: String.UnicodeScalarView, hasDigits: Bool, range: Range<String.Index>
  ) -> Word? {
    guard let last = letters.last else { return nil }
    let text = LetterFolding.compose(String(letters).lowercased())
    return Word(text: text, isStemmable: !hasDigits && last != "+" && last != "#", range: range)
  }

  /// `C++`, `C#`, `F#`: one letter keeps the sign that makes it a name.
  private mutating func appendSign(to letters: inout String.UnicodeScalarView) {
    guard letters.count == 1, let letter = letters.first, letter.isWordLetter,
      position < scalars.endIndex
    else { return }
    let sign = scalars[position]
    if sign == "+", scalarAfterPosition() == "+" {
      letters.append(contentsOf: "++".unicodeScalars)
      position = scalars.index(position, offsetBy: 2)
    } else if sign == "#", scalarAfterPosition().map({ !$0.isWordDigit }) ?? true {
      letters.append(sign)
      position = scalars.index(after: position)
    }
  }

  private func isPossessive() -> Bool {
    let letter = scalars.index(after: position)
    guard scalars[letter] == "s" || scalars[letter] == "S" else { return false }
    let after = scalars.index(after: letter)
    guard after < scalars.endIndex else { return true }
    return !scalars[after].isWordCharacter
  }

  private func isElided(_ letters: String.UnicodeScalarView) -> Bool {
    Self.elisions.contains(String(letters).lowercased())
  }

  private static let elisions: Set<String> = [
    "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un",
    "all", "dall", "dell", "nell", "sull", "coll", "quell",
  ]

  private func scalarAfterPosition() -> Unicode.Scalar? {
    let next = scalars.index(after: position)
    return next < scalars.endIndex ? scalars[next] : nil
  }

  // MARK: Numbers

  /// Digits with a decimal sign or thousands separators, in plain form: `14.99`, `1000`.
  private mutating func scanNumber() -> String? {
    if position < endOfLooseDigits { return scanDigits() }
    var end = position
    var characters = ""
    while end < scalars.endIndex {
      let scalar = scalars[end]
      let next = scalars.index(after: end)
      if scalar.isASCIIDigit {
        characters.unicodeScalars.append(scalar)
      } else if scalar == "." || scalar == ",", next < scalars.endIndex, scalars[next].isASCIIDigit
      {
        characters.unicodeScalars.append(scalar)
      } else {
        break
      }
      end = next
    }
    // Letters that follow make the last digits part of a word such as "350ml" or "4K".
    let isPartOfWord = end < scalars.endIndex && scalars[end].isWordCharacter
    guard !isPartOfWord, let plain = style.plain(characters) else {
      endOfLooseDigits = end
      return scanDigits()
    }
    position = end
    return plain
  }

  /// A run of digits, where the signs between runs make no number ("2026.10.14"); `nil` when letters
  /// follow.
  private mutating func scanDigits() -> String? {
    var end = position
    var digits = ""
    while end < scalars.endIndex, scalars[end].isASCIIDigit {
      digits.unicodeScalars.append(scalars[end])
      end = scalars.index(after: end)
    }
    if digits.isEmpty || (end < scalars.endIndex && scalars[end].isWordCharacter) { return nil }
    position = end
    return digits
  }

  /// The digits of an ISBN written with hyphens.
  private mutating func scanISBN() -> String? {
    var end = position
    var digits = ""
    var groups = 1
    while end < scalars.endIndex, digits.utf8.count <= 13 {
      let scalar = scalars[end]
      let next = scalars.index(after: end)
      if scalar.isASCIIDigit || (digits.utf8.count == 9 && (scalar == "X" || scalar == "x")) {
        digits.unicodeScalars.append(scalar)
      } else if scalar.isHyphen, next < scalars.endIndex, !scalars[next].isHyphen {
        groups += 1
      } else {
        break
      }
      end = next
    }
    if end < scalars.endIndex, scalars[end].isWordCharacter { return nil }
    let isLong = digits.utf8.count == 13 && (digits.hasPrefix("978") || digits.hasPrefix("979"))
    // An ISBN-10 has four groups; a telephone number of ten digits has fewer.
    guard groups > 1, isLong || (digits.utf8.count == 10 && groups == 4) else { return nil }
    position = end
    return digits.lowercased()
  }
}

extension Unicode.Scalar {
  fileprivate var isASCIIDigit: Bool { (0x30...0x39).contains(value) }

  fileprivate var isWordCharacter: Bool { isWordLetter || isWordDigit }

  fileprivate var isWordDigit: Bool {
    isASCII ? isASCIIDigit : properties.numericType != nil && !properties.isAlphabetic
  }

  fileprivate var isWordLetter: Bool {
    if isASCII { return (0x61...0x7A).contains(value | 0x20) }
    return properties.isAlphabetic && !isApostrophe
  }

  fileprivate var isWordMark: Bool {
    guard !isASCII else { return false }
    let category = properties.generalCategory
    return category == .nonspacingMark || category == .spacingMark
  }

  fileprivate var isApostrophe: Bool {
    self == "'" || self == "\u{2019}" || self == "\u{02BC}" || self == "\u{2018}"
  }

  fileprivate var isHyphen: Bool {
    self == "-" || (0x2010...0x2013).contains(value)
  }
}
