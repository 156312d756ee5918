/// What a text costs in tokens, by kinds of text that tokenizers pack differently well.
struct TextCosts: Sendable, Hashable {
  /// A kind of text; the number is its lane.
  enum Kind: Int, CaseIterable, Sendable {
    /// Words, as far as the text is English.
    case english
    /// Other words in Latin letters, in a text without marks on its letters: of up to 6 letters, up to
    /// 10, and more.
    case shortPlain
    case middlePlain
    case longPlain
    /// The same in a text with marks as Western languages have them (Latin-1).
    case shortWestern
    case middleWestern
    case longWestern
    /// The same in a text with other marks: Polish, Turkish, Vietnamese.
    case shortEastern
    case middleEastern
    case longEastern
    /// What a capital at the beginning adds to a word.
    case names
    case capitals
    /// Letters with marks: those of Latin-1, and others.
    case accents
    case furtherAccents
    case digits
    case punctuation
    case space
    case cyrillic
    /// Cyrillic letters that Russian does not have.
    case furtherCyrillic
    case greek
    case hebrew
    case arabic
    case devanagari
    case bengali
    case tamil
    case georgian
    case thai
    case han
    case kana
    case hangul
    /// Dashes, quotation marks, and the punctuation of Chinese and Japanese.
    case marks
    /// Emoji and everything else.
    case others
  }

  /// One for each kind.
  var lanes = SIMD32<Double>()

  subscript(kind: Kind) -> Double {
    get { lanes[kind.rawValue] }
    set { lanes[kind.rawValue] = newValue }
  }

  /// Of all kinds.
  var sum: Double { lanes.sum() }
}
