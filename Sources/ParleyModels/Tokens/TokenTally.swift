/// Adds up what a text costs, scalar by scalar.
///
/// Text is cut where tokenizers cut it: into words (also where a capital follows a small letter),
/// digits, punctuation and space. Latin words are counted at two prices, as English and as any other
/// language; the share of English function words decides in the end which one holds.
struct TokenTally {
  private enum Kind {
    case none
    case word
    case digits
    case punctuation
    case space
    case character
  }

  /// The piece that is being read.
  private struct Piece {
    var kind = Kind.none
    var length = 0
    var last: Unicode.Scalar = "\0"
    /// Of equal neighbours.
    var repetitions = 0
    var capitals = 0
    var beginsWithCapital = false
    var lineBreaks = 0
    /// The first letters in lower case, while there are at most four.
    var letters: UInt32 = 0
  }

  private static let functionWords: Set<UInt32> = Set(
    [
      "the", "of", "and", "to", "for", "with", "you", "that", "are", "this", "is", "it", "from",
      "your", "be", "by",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })

  private var piece = Piece()
  private var previous = Kind.none
  private var cost = 0
  private var englishCost = 0
  private var foreignCost = 0
  private var words = 0
  private var functionWords = 0

  mutating func add(_ scalar: Unicode.Scalar) {
    let kind = Self.kind(of: scalar)
    let isCapital = kind == .word && Self.isCapital(scalar)
    let isHump = isCapital && piece.kind == .word && !Self.isCapital(piece.last)
    if kind != piece.kind || isHump { endPiece(before: kind) }
    if piece.length == 0 {
      piece.kind = kind
      piece.beginsWithCapital = isCapital
    } else if scalar == piece.last {
      piece.repetitions += 1
    }
    piece.length += 1
    piece.last = scalar
    switch kind {
    case .word:
      if isCapital { piece.capitals += 1 }
      if piece.length <= 4 { piece.letters = piece.letters << 8 | (scalar.value | 0x20) & 0xFF }
      cost += TokenCosts.accent(scalar)
    case .space:
      if scalar == "\n" || scalar == "\r" { piece.lineBreaks += 1 }
    case .character:
      cost += TokenCosts.character(scalar)
    case .none, .digits, .punctuation:
      break
    }
  }

  /// The estimate, rounded up.
  mutating func finish() -> Int {
    endPiece(before: .none)
    // English prose has one function word in five; records have fewer, other languages none.
    let share = words == 0 ? 0 : Double(functionWords) / Double(words)
    let english = min(1, max(0, (share - 0.04) / 0.12))
    let latin = Double(englishCost) * english + Double(foreignCost) * (1 - english)
    return Int(((Double(cost) + latin) / 100).rounded(.up))
  }

  private mutating func endPiece(before next: Kind) {
    switch piece.kind {
    case .word: endWord()
    case .digits: cost += TokenCosts.digits * ((piece.length + 2) / 3)
    case .punctuation: endPunctuation(before: next)
    case .space: endSpace(before: next)
    case .none, .character: break
    }
    previous = piece.kind
    piece = Piece()
  }

  private mutating func endWord() {
    words += 1
    if piece.length <= 4, Self.functionWords.contains(piece.letters) { functionWords += 1 }
    guard piece.length == 1 || piece.capitals < piece.length else {
      cost += TokenCosts.capitals + TokenCosts.furtherCapital * max(0, piece.length - 3)
      cost += TokenCosts.capitalOfMany * max(0, piece.length - 12)
      return
    }
    englishCost += wordCost(TokenCosts.english)
    foreignCost += wordCost(TokenCosts.foreign)
  }

  private func wordCost(_ prices: TokenCosts.Words) -> Int {
    let name = piece.length <= 5 ? prices.shortName : prices.longName
    return prices.cost(length: piece.length) + prices.doubledLetter * piece.repetitions
      + (piece.beginsWithCapital ? name : 0)
  }

  private mutating func endPunctuation(before next: Kind) {
    if piece.length == 1, previous == next {
      if next == .digits {
        cost += TokenCosts.punctuationInNumber
        return
      }
      if next == .word, piece.last == "'" { return }  // Part of the ending in "it's".
    }
    cost += TokenCosts.punctuation + TokenCosts.repeatedPunctuation * piece.repetitions
    cost += TokenCosts.furtherPunctuation * (piece.length - 1 - piece.repetitions)
  }

  private mutating func endSpace(before next: Kind) {
    if piece.lineBreaks > 0 { cost += TokenCosts.lineBreak }
    let blanks = piece.length - piece.lineBreaks
    if blanks > 1 { cost += TokenCosts.spaces * (1 + blanks / 80) }
    if next == .digits, piece.last == " " { cost += TokenCosts.spaceBeforeDigits }
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF: .word
    case 0x30...0x39: .digits
    case 0x09...0x0D, 0x20: .space
    case 0x00...0x7F: .punctuation
    default: .character
    }
  }

  private static func isCapital(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0xC0...0xDE: true
    case 0...0xFF: false
    default: scalar.properties.isUppercase
    }
  }
}
