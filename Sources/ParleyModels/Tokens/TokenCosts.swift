/// What pieces of text cost, in hundredths of a token.
///
/// Fitted by linear programming against cl100k_base and o200k_base on 1,500 texts: the least sum of
/// overestimates, with underestimates weighing fifteen times as much. Tests/EndToEnd/tools holds the
/// script that counts the texts by which the result is tested. Letters of Latin Extended cost 30 % more than
/// that, for Lithuanian, of which there was none.
enum TokenCosts {
  /// The cost of words of one kind of language.
  struct Words {
    /// By length: up to 4, 6, 8, 10 and 12 letters, and more.
    let byLength: (Int, Int, Int, Int, Int, Int)
    /// Each letter beyond the thirteenth.
    let furtherLetter: Int
    /// A capital at the start of a word of up to 5 letters, and of a longer one: names are rare.
    let shortName: Int
    let longName: Int
    /// A letter that is doubled. In English that is part of the usual price.
    let doubledLetter: Int

    func cost(length: Int) -> Int {
      switch length {
      case ...4: byLength.0
      case ...6: byLength.1
      case ...8: byLength.2
      case ...10: byLength.3
      case ...12: byLength.4
      default: byLength.5 + furtherLetter * (length - 13)
      }
    }
  }

  static let english = Words(
    byLength: (104, 125, 160, 160, 165, 165), furtherLetter: 30, shortName: 41, longName: 41,
    doubledLetter: 0)
  /// Everything else that is written in Latin letters: other languages, lists of names, code.
  static let foreign = Words(
    byLength: (104, 129, 225, 254, 365, 365), furtherLetter: 45, shortName: 97, longName: 56,
    doubledLetter: 83)

  static let capitals = 173
  /// Each capital beyond the third in a word of capitals, and beyond the twelfth.
  static let furtherCapital = 5
  static let capitalOfMany = 40

  /// Up to three digits.
  static let digits = 100
  static let spaceBeforeDigits = 153
  static let lineBreak = 26
  /// More than one space in a row, up to 80.
  static let spaces = 106
  static let punctuation = 68
  /// Punctuation between two digits is never joined with anything.
  static let punctuationInNumber = 100
  static let furtherPunctuation = 30
  static let repeatedPunctuation = 5

  /// A letter with a mark, in addition to its word: by block.
  static func accent(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0xC0...0xFF: 164  // Latin-1: é, ü, ñ
    case 0x100...0x24F: 218  // Latin Extended: ł, ş, ő
    case 0x1E00...0x1EFF: 52  // Vietnamese
    default: 0
    }
  }

  /// A character outside ASCII and the Latin letters: by script.
  static func character(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x370...0x3FF: 110  // Greek
    case 0x451: 61  // ё
    case 0x450...0x52F: 200  // Cyrillic beyond the Russian alphabet
    case 0x400...0x44F: 61
    case 0x590...0x5FF: 126  // Hebrew
    case 0x600...0x6FF, 0x750...0x77F: 92  // Arabic
    case 0x900...0x97F: 137  // Devanagari
    case 0xE00...0xE7F: 104  // Thai
    case 0x530...0x10FF: 223  // Armenian, Georgian, the other scripts of India and around
    case 0x2000...0x206F: 106  // Dashes and quotation marks
    case 0x3000...0x303F, 0xFF00...0xFFEF: 60  // Chinese and Japanese punctuation
    case 0x3040...0x30FF: 88  // Kana
    case 0x2E80...0x9FFF, 0xF900...0xFAFF: 150  // Chinese characters
    case 0xAC00...0xD7AF: 137  // Hangul
    case 0x10000...: 321  // Emoji and all rare characters
    default: 150
    }
  }

  /// The kind of a character outside ASCII and the Latin letters.
  static func kind(of scalar: Unicode.Scalar) -> TextCosts.Kind {
    switch scalar.value {
    case 0x370...0x3FF: .greek
    case 0x451, 0x400...0x44F: .cyrillic
    case 0x450...0x52F: .furtherCyrillic
    case 0x590...0x5FF: .hebrew
    case 0x600...0x6FF, 0x750...0x77F: .arabic
    case 0x900...0x97F: .devanagari
    case 0x980...0x9FF: .bengali
    case 0xB80...0xBFF: .tamil
    case 0x10A0...0x10FF: .georgian
    case 0xE00...0xE7F: .thai
    case 0x2000...0x206F, 0x3000...0x303F, 0xFF00...0xFFEF: .marks
    case 0x3040...0x30FF: .kana
    case 0x2E80...0x9FFF, 0xF900...0xFAFF: .han
    case 0xAC00...0xD7AF: .hangul
    default: .others
    }
  }
}
