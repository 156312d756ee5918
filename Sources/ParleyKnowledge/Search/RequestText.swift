/// A word of a request.
struct RequestWord: Sendable, Hashable {
  /// As the customer wrote it.
  var text: String
  /// Lower case, without accents.
  var surface: String
  var stem: String
  /// Whether it is the first part of a compound, which says what kind of thing the rest is.
  var isModifier = false
  /// Stems of the collection that are the same thing: other forms, and compounds that end in it.
  var forms: [String] = []
  /// Stems of compounds that begin with the word, and so have to do with it.
  var parts: [String] = []
  /// Stems of compounds that begin alike: they help to order records, no more.
  var relatives: [String] = []
  /// Whether it is the unit of a quantity.
  var isUnit = false

  /// The number, when the word is one.
  var number: Double? {
    guard let first = surface.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return nil }
    return Double(surface)
  }

  var isCapitalised: Bool { text.first?.isUppercase ?? false }

  /// Whether there is at least one letter, and no lower-case one: "XL", "A5".
  var isUpperCase: Bool {
    text.contains(where: \.isUppercase) && !text.contains(where: \.isLowercase)
  }
}

/// A request as words, and what stands between them.
struct RequestText: Sendable {
  /// How many words with content are read; what follows is ignored.
  static let mostWords = 2_000
  /// How many words are read at all.
  private static let mostWordsWithTalk = 4_000
  /// Far more than ``mostWords`` words take.
  private static let mostCharacters = 100_000

  private(set) var words: [RequestWord] = []
  /// The signs around the words: `gaps[i]` stands before word `i`; one more than words.
  private(set) var gaps: [String] = []

  init(_ request: String, analyzer: TextAnalyzer, lexicon: Lexicon) {
    let text = String(request.unicodeScalars.prefix(Self.mostCharacters))
    var content = 0
    var end = text.startIndex
    for token in analyzer.tokens(text) {
      guard words.count < Self.mostWordsWithTalk else { break }
      guard let range = token.range, range.lowerBound >= end else { continue }
      if lexicon.length(of: .function, at: 0, in: [token.surface]) == 0 {
        content += 1
        if content > Self.mostWords { break }
      }
      gaps.append(String(text[end..<range.lowerBound]))
      words.append(
        RequestWord(text: String(text[range]), surface: token.surface, stem: token.stem))
      end = range.upperBound
    }
    gaps.append(String(text[end...].prefix(100)))
  }

  /// Takes words apart; nothing stands between the parts.
  mutating func split(_ parts: (RequestWord) -> (modifier: RequestWord, head: RequestWord)?) {
    var index = 0
    while index < words.count {
      if let (modifier, head) = parts(words[index]) {
        words.replaceSubrange(index...index, with: [modifier, head])
        gaps.insert("", at: index + 1)
        index += 1
      }
      index += 1
    }
  }

  /// Changes each word; nothing between them.
  mutating func update(_ change: (RequestWord) -> RequestWord) {
    for index in words.indices { words[index] = change(words[index]) }
  }

  /// Adds other words for the unit that a word is.
  mutating func addUnitForms(_ stems: [String], at index: Int) {
    words[index].isUnit = true
    words[index].forms += stems.filter {
      $0 != words[index].stem && !words[index].forms.contains($0)
    }
  }

  /// The words of a span as they were written.
  func written(_ range: Range<Int>) -> String {
    var text = ""
    for index in range {
      if index > range.lowerBound { text += gaps[index] }
      text += words[index].text
    }
    return text
  }

  /// The stems of a span, joined as the index holds them.
  func stems(_ range: Range<Int>) -> String {
    words[range].map(\.stem).joined(separator: " ")
  }

  /// The spans between quotation marks.
  var quoted: [Range<Int>] {
    var spans: [Range<Int>] = []
    var opening: Int?
    for index in gaps.indices {
      for sign in gaps[index] where Self.quotationMarks.contains(sign) {
        if let start = opening, start < index {
          spans.append(start..<index)
          opening = nil
        } else {
          opening = index
        }
      }
    }
    return spans
  }

  private static let quotationMarks: Set<Character> = ["\"", "“", "”", "„", "«", "»"]
}
