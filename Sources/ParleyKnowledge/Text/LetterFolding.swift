/// Reduces letters to what people type when they leave accents out: `ä` is `a`, `ß` is `ss`.
enum LetterFolding {
  /// The lower-case text without accents. Letters outside of the tables stay.
  static func fold(_ lowercased: String) -> String {
    if lowercased.utf8.allSatisfy({ $0 < 0x80 }) { return lowercased }
    var folded = String.UnicodeScalarView()
    for scalar in lowercased.unicodeScalars {
      if scalar.isASCII {
        folded.append(scalar)
      } else if let letters = letters[scalar] {
        folded.append(contentsOf: letters.unicodeScalars)
      } else if scalar.properties.generalCategory != .nonspacingMark || !isAccent(scalar) {
        folded.append(scalar)
      }
    }
    return String(folded)
  }

  /// Joins letters and the combining accents after them (`a` + U+0308) into single letters (`ä`).
  static func compose(_ lowercased: String) -> String {
    guard lowercased.unicodeScalars.contains(where: isAccent) else { return lowercased }
    var composed = ""
    for character in lowercased {
      // Characters compare by canonical equivalence, so the table finds both spellings.
      composed.append(letterOfCharacter[character].map { Character($0) } ?? character)
    }
    return composed
  }

  /// Whether this is one of the combining diacritical marks. Marks of other scripts (vowel signs)
  /// are part of the word.
  static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    (0x0300...0x036F).contains(scalar.value)
  }

  /// The accented small letters and what each folds to.
  private static let letters: [Unicode.Scalar: String] = {
    var letters = ownLetters
    for value in Array(0x00DF...0x024F) + Array(0x1E00...0x1EFF) {
      guard let scalar = Unicode.Scalar(value), letters[scalar] == nil,
        let base = baseLetter(of: scalar)
      else { continue }
      letters[scalar] = base
    }
    return letters
  }()

  private static let letterOfCharacter: [Character: Unicode.Scalar] = Dictionary(
    letters.keys.map { (Character($0), $0) }, uniquingKeysWith: { first, _ in first })

  /// Letters whose Unicode name does not tell what they fold to.
  private static let ownLetters: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "ǽ": "ae", "ǣ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i",
    "ĳ": "ij", "ſ": "s", "ŋ": "n", "ĸ": "k", "ŉ": "n",
    "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ϊ": "ι", "ΐ": "ι", "ό": "ο", "ύ": "υ", "ϋ": "υ",
    "ΰ": "υ", "ώ": "ω", "ς": "σ", "ё": "е",
  ]

  /// Unicode names a letter after its base: `LATIN SMALL LETTER O WITH STROKE` is an `o`.
  private static func baseLetter(of scalar: Unicode.Scalar) -> String? {
    let prefix = "LATIN SMALL LETTER "
    guard let name = scalar.properties.name, name.hasPrefix(prefix) else { return nil }
    let words = name.dropFirst(prefix.count).split(separator: " ")
    guard let base = words.first, base.count == 1, words.count == 1 || words[1] == "WITH" else {
      return nil
    }
    return base.lowercased()
  }
}
