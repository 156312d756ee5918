/// Takes a text apart into its words, without what people write differently: capitals, accents,
/// punctuation.
enum FoldedWords {
  static func words(of text: String) -> [String] {
    words(of: text, atMost: .max) ?? []
  }

  /// The words, or `nil` when there are more than a number.
  static func words(of text: String, atMost most: Int) -> [String]? {
    var words: [String] = []
    var word = ""
    for character in text {
      if character.isLetter || character.isNumber {
        word += folded(character)
      } else if !apostrophes.contains(character), !word.isEmpty {
        // An apostrophe joins: "what's" and "whats" are one word.
        words.append(word)
        word = ""
        if words.count > most { return nil }
      }
    }
    if !word.isEmpty { words.append(word) }
    return words.count > most ? nil : words
  }

  private static let apostrophes: Set<Character> = ["'", "’", "ʼ", "`", "´"]

  private static func folded(_ character: Character) -> String {
    if character.isASCII { return character.lowercased() }
    let lower = character.lowercased()
    if let plain = plainLetters[lower] { return plain }
    // What was typed as a letter and a combining accent is one character.
    return String(String.UnicodeScalarView(lower.unicodeScalars.filter { !$0.isAccent }))
  }

  /// The letters of Latin alphabets without their accents; keys compare as Unicode does, so it does
  /// not matter how they were typed.
  private static let plainLetters: [String: String] = {
    let accented = [
      "a": "àáâãäåāăą", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęě", "g": "ĝğġģ", "h": "ĥħ",
      "i": "ìíîïĩīĭįı", "j": "ĵ", "k": "ķ", "l": "ĺļľłŀ", "n": "ñńņňŉ", "o": "òóôõöøōŏő",
      "r": "ŕŗř", "s": "śŝşšș", "t": "ţťŧț", "u": "ùúûüũūŭůűų", "w": "ŵ", "y": "ýÿŷ", "z": "źżž",
      "ae": "æ", "oe": "œ", "ss": "ß", "th": "þ",
    ]
    var table: [String: String] = [:]
    for (plain, letters) in accented {
      for letter in letters { table[String(letter)] = plain }
    }
    return table
  }()
}

extension Unicode.Scalar {
  fileprivate var isAccent: Bool { properties.generalCategory == .nonspacingMark }
}
