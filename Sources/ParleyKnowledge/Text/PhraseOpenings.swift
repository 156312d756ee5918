/// The words that begin the phrases of a lexicon, numbered: a request looks each of its words up once
/// and not once for every kind of phrase.
struct PhraseOpenings: Sendable {
  private var numbers: [String: Int] = [:]

  /// The number of a word, which may be new.
  mutating func add(_ word: String) -> Int {
    if let known = numbers[word] { return known }
    let number = numbers.count
    numbers[word] = number
    return number
  }

  /// Words with their numbers.
  func words(_ words: [String]) -> PhraseWords {
    PhraseWords(words: words, numbers: words.map { numbers[$0] })
  }
}

/// Words of a request, and which of them begin a phrase of the lexicon.
struct PhraseWords: RandomAccessCollection, Sendable {
  typealias SubSequence = ArraySlice<String>
  typealias Indices = Range<Int>

  let words: [String]
  fileprivate let numbers: [Int?]

  var startIndex: Int { words.startIndex }
  var endIndex: Int { words.endIndex }
  var indices: Range<Int> { words.indices }

  subscript(position: Int) -> String { words[position] }
  subscript(range: Range<Int>) -> ArraySlice<String> { words[range] }

  /// The number of the word at a position; `nil` when it begins no phrase or there is none.
  func number(at position: Int) -> Int? {
    numbers.indices.contains(position) ? numbers[position] : nil
  }
}
