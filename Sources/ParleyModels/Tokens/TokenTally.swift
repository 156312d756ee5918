/// Adds up what a text costs, scalar by scalar.
///
/// Text is cut where tokenizers cut it: into words (also where a capital follows a small letter),
/// digits, punctuation and space. Latin words are counted at two prices, as English and as any other
/// language; the share of English function words decides in the end which one holds, and the marks on
/// letters what kind of language it is.
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
  /// In hundredths of a token, without words: what they are is known in the end.
  private var costs = TextCosts()
  private var englishCost = 0
  /// Of up to 6 letters, up to 10, and more.
  private var foreignCosts = [0, 0, 0]
  private var words = 0
  private var functionWords = 0

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var position = 0
      while position < bytes.count {
        let scalar = Self.scalar(at: &position, in: bytes)
        add(scalar)
        if Self.isSmallLetter(scalar.value) { addSmallLetters(from: &position, in: bytes) }
      }
    }
  }

  /// Adds the rest of a word as far as it goes on with small letters of ASCII, as nearly all do: what
  /// ``add(_:)-(Unicode.Scalar)`` does for each of them.
  private mutating func addSmallLetters(
    from position: inout Int, in bytes: UnsafeBufferPointer<UInt8>
  ) {
    var last = piece.last
    while position < bytes.count, Self.isSmallLetter(UInt32(bytes[position])) {
      let letter = Unicode.Scalar(bytes[position])
      if letter == last { piece.repetitions += 1 }
      piece.length += 1
      if piece.length <= 4 { piece.letters = piece.letters << 8 | letter.value }
      last = letter
      position += 1
    }
    piece.last = last
  }

  private static func isSmallLetter(_ value: UInt32) -> Bool { value &- 0x61 < 26 }

  /// The scalar that begins at a position of a valid text, and goes on behind it.
  private static func scalar(
    at position: inout Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Unicode.Scalar {
    let first = bytes[position]
    position += 1
    guard first >= 0x80 else { return Unicode.Scalar(first) }
    let following = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
    let end = min(position + following, bytes.count)
    var value = UInt32(first) & (0x3F >> UInt32(following))
    while position < end {
      value = value << 6 | UInt32(bytes[position]) & 0x3F
      position += 1
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

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
      addAccent(scalar)
    case .space:
      if scalar == "\n" || scalar == "\r" { piece.lineBreaks += 1 }
    case .character:
      costs[TokenCosts.kind(of: scalar)] += Double(TokenCosts.character(scalar))
    case .none, .digits, .punctuation:
      break
    }
  }

  /// The estimate, in tokens.
  mutating func finish() -> TextCosts {
    endPiece(before: .none)
    // English prose has one function word in five; records have fewer, other languages none.
    let share = words == 0 ? 0 : Double(functionWords) / Double(words)
    let english = min(1, max(0, (share - 0.04) / 0.12))
    costs[.english] = Double(englishCost) * english
    costs[.names] *= 1 - english
    addForeign(share: 1 - english)
    return TextCosts(lanes: costs.lanes / 100)
  }

  /// Divides what words cost by the marks that the text has on its letters.
  private mutating func addForeign(share: Double) {
    let whole = Double(foreignCosts.reduce(0, +))
    guard whole > 0, share > 0 else { return }
    func presence(_ kind: TextCosts.Kind) -> Double {
      min(1, max(0, (costs[kind] / whole - 0.01) / 0.05))
    }
    let eastern = presence(.furtherAccents)
    let western = presence(.accents) * (1 - eastern)
    let kinds: [(Double, [TextCosts.Kind])] = [
      (1 - western - eastern, [.shortPlain, .middlePlain, .longPlain]),
      (western, [.shortWestern, .middleWestern, .longWestern]),
      (eastern, [.shortEastern, .middleEastern, .longEastern]),
    ]
    for (part, kinds) in kinds {
      for (kind, cost) in zip(kinds, foreignCosts) { costs[kind] = Double(cost) * share * part }
    }
  }

  private mutating func endPiece(before next: Kind) {
    switch piece.kind {
    case .word: endWord()
    case .digits: add(TokenCosts.digits * ((piece.length + 2) / 3), .digits)
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
      add(TokenCosts.capitals + TokenCosts.furtherCapital * max(0, piece.length - 3), .capitals)
      add(TokenCosts.capitalOfMany * max(0, piece.length - 12), .capitals)
      return
    }
    let (english, foreign) = (TokenCosts.english, TokenCosts.foreign)
    englishCost += wordCost(english) + nameCost(english)
    foreignCosts[piece.length <= 6 ? 0 : piece.length <= 10 ? 1 : 2] += wordCost(foreign)
    add(nameCost(foreign), .names)
  }

  private func wordCost(_ prices: TokenCosts.Words) -> Int {
    prices.cost(length: piece.length) + prices.doubledLetter * piece.repetitions
  }

  private func nameCost(_ prices: TokenCosts.Words) -> Int {
    guard piece.beginsWithCapital else { return 0 }
    return piece.length <= 5 ? prices.shortName : prices.longName
  }

  private mutating func addAccent(_ scalar: Unicode.Scalar) {
    add(TokenCosts.accent(scalar), scalar.value < 0x100 ? .accents : .furtherAccents)
  }

  private mutating func add(_ cost: Int, _ kind: TextCosts.Kind) {
    costs[kind] += Double(cost)
  }

  private mutating func endPunctuation(before next: Kind) {
    if piece.length == 1, previous == next {
      if next == .digits {
        add(TokenCosts.punctuationInNumber, .punctuation)
        return
      }
      if next == .word, piece.last == "'" { return }  // Part of the ending in "it's".
    }
    add(TokenCosts.punctuation + TokenCosts.repeatedPunctuation * piece.repetitions, .punctuation)
    add(TokenCosts.furtherPunctuation * (piece.length - 1 - piece.repetitions), .punctuation)
  }

  private mutating func endSpace(before next: Kind) {
    if piece.lineBreaks > 0 { add(TokenCosts.lineBreak, .space) }
    let blanks = piece.length - piece.lineBreaks
    if blanks > 1 { add(TokenCosts.spaces * (1 + blanks / 80), .space) }
    if next == .digits, piece.last == " " { add(TokenCosts.spaceBeforeDigits, .digits) }
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
