/// The words of many texts as numbers, so that a word is made once, however often it stands there.
///
/// Texts are cut at white space, over which no word goes, and each piece is looked up: nearly all of them
/// have stood somewhere before. Two words are the same when surface and stem are. For one thread at a
/// time.
struct WordNumbers {
  /// How many pieces are kept, and the longest of them, in bytes.
  private static let mostPieces = 1 << 17
  private static let longestPiece = 64

  private let analyzer: TextAnalyzer
  /// Every word as it is written, lower case and without accents.
  private(set) var surfaces = WordTable()
  /// Every stem.
  private(set) var stems = WordTable()
  /// By the number of the word.
  private var surfaceOfWord: [UInt32] = []
  private var stemOfWord: [UInt32] = []
  private var wordOfPair: [UInt64: UInt32] = [:]
  private var pieces = WordTable()
  /// The words of all pieces, one after the other, and where those of each end.
  private var wordsOfPieces: [UInt32] = []
  private var ends: [Int] = []

  init(_ analyzer: TextAnalyzer) { self.analyzer = analyzer }

  /// Surfaces and stems have the numbers that they have in a vocabulary; further ones follow.
  init(_ analyzer: TextAnalyzer, continuing vocabulary: Vocabulary) {
    self.analyzer = analyzer
    surfaces = vocabulary.surfaces
    stems = vocabulary.stems
  }

  /// The words of a text, in order.
  mutating func words(_ text: String) -> [Int] {
    var words: [Int] = []
    append(text, to: &words)
    return words
  }

  /// Appends the words of texts, one after the other.
  mutating func append(_ texts: [String], to words: inout [Int]) {
    for text in texts { append(text, to: &words) }
  }

  /// Appends the words of a text, in order.
  mutating func append(_ text: String, to words: inout [Int]) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] > 0x20 { end += 1 }
        if end > start {
          append(
            UnsafeBufferPointer(rebasing: bytes[start..<end]), isLast: end == bytes.count,
            to: &words)
        }
        start = end + 1
      }
    }
  }

  /// The stems of the text's words, joined by spaces.
  mutating func stems(of text: String) -> String {
    let words = words(text)
    return joinedStems(words)
  }

  /// The number of a word's surface.
  func surface(of word: Int) -> Int { Int(surfaceOfWord[word]) }

  /// The number of a word's stem.
  func stem(of word: Int) -> Int { Int(stemOfWord[word]) }

  /// The stems of words, joined by spaces, as the full-text index holds them.
  func joinedStems(_ words: [Int]) -> String {
    guard !words.isEmpty else { return "" }
    let length = words.reduce(words.count) { $0 + stems.range(of: stem(of: $1)).count }
    return String(unsafeUninitializedCapacity: length) { target in
      var end = 0
      for word in words {
        if end > 0 {
          target[end] = UInt8(ascii: " ")
          end += 1
        }
        for byte in stems.utf8(stem(of: word)) {
          target[end] = byte
          end += 1
        }
      }
      return end
    }
  }

  // MARK: Pieces

  private mutating func append(
    _ piece: UnsafeBufferPointer<UInt8>, isLast: Bool, to words: inout [Int]
  ) {
    // A hyphen at the very end of a text is another one than before white space.
    let last = piece[piece.count - 1]
    let isOdd = isLast && (last == UInt8(ascii: "-") || last >= 0x80)
    guard piece.count <= Self.longestPiece, !isOdd else {
      let text = String(decoding: piece, as: UTF8.self)
      for token in analyzer.tokens(isLast ? text : text + " ") { words.append(number(of: token)) }
      return
    }
    if ends.count >= Self.mostPieces { forgetPieces() }
    let number = pieces.insert(piece)
    if number == ends.count {
      for token in analyzer.tokens(String(decoding: piece, as: UTF8.self) + " ") {
        wordsOfPieces.append(UInt32(truncatingIfNeeded: self.number(of: token)))
      }
      ends.append(wordsOfPieces.count)
    }
    for place in (number == 0 ? 0 : ends[number - 1])..<ends[number] {
      words.append(Int(wordsOfPieces[place]))
    }
  }

  private mutating func forgetPieces() {
    pieces = WordTable()
    wordsOfPieces.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  private mutating func number(of token: TextAnalyzer.Token) -> Int {
    let surface = UInt32(truncatingIfNeeded: surfaces.insert(token.surface.utf8))
    let stem = UInt32(truncatingIfNeeded: stems.insert(token.stem.utf8))
    let pair = UInt64(surface) << 32 | UInt64(stem)
    if let known = wordOfPair[pair] { return Int(known) }
    wordOfPair[pair] = UInt32(truncatingIfNeeded: surfaceOfWord.count)
    surfaceOfWord.append(surface)
    stemOfWord.append(stem)
    return surfaceOfWord.count - 1
  }
}
