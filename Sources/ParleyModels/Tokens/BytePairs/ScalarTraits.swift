/// What the patterns of tokenizers ask of a character.
///
/// `\p{…}` are the general categories of the standard library's Unicode version, `\s` is the property
/// White_Space.
struct ScalarTraits: OptionSet, Sendable {
  let rawValue: UInt8

  /// `\p{L}`
  static let letter = ScalarTraits(rawValue: 1)
  /// `\p{N}`
  static let number = ScalarTraits(rawValue: 1 << 1)
  /// `\s`
  static let space = ScalarTraits(rawValue: 1 << 2)
  /// `[\r\n]`
  static let newline = ScalarTraits(rawValue: 1 << 3)
  /// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`: may stand at the beginning of a word.
  static let upper = ScalarTraits(rawValue: 1 << 4)
  /// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`: may stand at the end of a word.
  static let lower = ScalarTraits(rawValue: 1 << 5)
  /// `[^\s\p{L}\p{N}]`
  static let sign = ScalarTraits(rawValue: 1 << 6)
  /// `[^\r\n\p{L}\p{N}]`: may stand before a word.
  static let prefix = ScalarTraits(rawValue: 1 << 7)

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  init(_ scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: self = [.letter, .upper]
    case .lowercaseLetter: self = [.letter, .lower]
    case .modifierLetter, .otherLetter: self = [.letter, .upper, .lower]
    case .nonspacingMark, .spacingMark, .enclosingMark: self = [.upper, .lower, .sign, .prefix]
    case .decimalNumber, .letterNumber, .otherNumber: self = .number
    default:
      if scalar == "\r" || scalar == "\n" {
        self = [.space, .newline]
      } else if scalar.properties.isWhitespace {
        self = [.space, .prefix]
      } else {
        self = [.sign, .prefix]
      }
    }
  }

  /// The traits of the characters up to U+3FFFF, which is all that have any but the selectors of
  /// variants: 256 KiB, because asking the standard library takes longer than everything else.
  static let table: [ScalarTraits] = (0..<tableEnd).map { value in
    Unicode.Scalar(value).map(ScalarTraits.init) ?? [.sign, .prefix]
  }

  private static let tableEnd: UInt32 = 0x40000
}
