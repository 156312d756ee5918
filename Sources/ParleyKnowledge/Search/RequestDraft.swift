import ParleyPlugin

/// A request while it is being read: which words are understood already, and as what.
struct RequestDraft {
  /// What a word was read as.
  enum Use: Hashable {
    case identifier
    case title
    case filter
    case cue
    case kind
    /// A function or chat word: not searched.
    case talk
    /// Searched as text.
    case term
  }

  /// A filter and where its words begin.
  struct PlacedFilter {
    var position: Int
    var filter: FieldFilter
    /// The stems of its words, for filters on text.
    var stems: [String] = []
    /// Stems of the compounds that end in its word.
    var compounds: [String] = []
  }

  /// Records named by title, and where the title begins.
  struct PlacedTitle {
    var position: Int
    var numbers: [Int64]
    /// As the customer wrote it.
    var text: String
    /// The words of the title that have content.
    var words: [RequestWord]
  }

  let text: RequestText
  /// The surfaces of the words, for the lexicon.
  let surfaces: PhraseWords
  /// Which words are function words, and which are that or talk by themselves.
  let isFunctionWord: [Bool]
  let isTalkWord: [Bool]
  var uses: [Use?]
  var identified: [Int64] = []
  /// Identifiers that no record has.
  var unknownIdentifiers: [RequestWord] = []
  /// Whether documents are asked about a number that is none of theirs.
  var namesForeignNumber = false
  var titles: [PlacedTitle] = []
  var filters: [PlacedFilter] = []
  var order: QueryReading.Order?
  var intent = QueryReading.Intent.find
  /// Words that must be in a record's title, people or labels.
  var required: [RequestWord] = []
  var series: SeriesRequest?
  /// How many words ask for something that the collection does not answer.
  var foreignWords = 0
  /// How many questions of fact the request opens.
  var questions = 0
  /// Whether the request asks what there is altogether.
  var asksForAll = false
  /// The words that asked for a number in a series.
  var seriesWords = ""
  /// How much of something the request asks for.
  var quantities: [QuantityScanner.Found] = []
  /// Spans of the things to compare, or of the one to resemble, that name no title.
  var sides: [Range<Int>] = []

  init(_ text: RequestText, lexicon: Lexicon) {
    self.text = text
    surfaces = lexicon.words(text.words.map(\.surface))
    // Each word by itself.
    let words = surfaces.map { lexicon.words([$0]) }
    isFunctionWord = words.map { lexicon.length(of: .function, at: 0, in: $0) > 0 }
    isTalkWord = words.map { word in
      [Cue.function, .chat, .shopTalk].contains { lexicon.length(of: $0, at: 0, in: word) > 0 }
    }
    uses = Array(repeating: nil, count: text.words.count)
  }

  var words: [RequestWord] { text.words }
  var count: Int { text.words.count }

  func isFree(_ index: Int) -> Bool {
    uses.indices.contains(index) && uses[index] == nil
  }

  func isFree(_ range: Range<Int>) -> Bool {
    range.lowerBound >= 0 && range.upperBound <= count && uses[range].allSatisfy { $0 == nil }
  }

  mutating func mark(_ range: Range<Int>, as use: Use) {
    for index in range.clamped(to: 0..<count) { uses[index] = use }
  }

  /// The length of the longest phrase for a cue that begins here and is not read yet; 0 for none.
  func length(of cue: Cue, at index: Int, _ lexicon: Lexicon) -> Int {
    let length = lexicon.length(of: cue, at: index, in: surfaces)
    return length > 0 && isFree(index..<index + length) ? length : 0
  }

  /// The first phrase for a cue that is not read yet.
  func first(_ cue: Cue, _ lexicon: Lexicon) -> Range<Int>? {
    for index in 0..<count {
      let length = length(of: cue, at: index, lexicon)
      if length > 0 { return index..<index + length }
    }
    return nil
  }

  /// Adds a filter; several values of one field are alternatives, unless they make one expression.
  mutating func add(
    _ filter: FieldFilter, at position: Int, stems: [String] = [], compounds: [String] = [],
    isExpression: Bool = false
  ) {
    if case .isOneOf(let values) = filter.test, !isExpression,
      let index = filters.firstIndex(where: { $0.filter.field == filter.field }),
      case .isOneOf(let known) = filters[index].filter.test
    {
      let new = values.filter { !known.contains($0) }
      filters[index].filter.test = .isOneOf(known + new)
      filters[index].filter.words += ", " + filter.words
      filters[index].stems += stems
      filters[index].compounds += compounds
      return
    }
    filters.append(
      PlacedFilter(position: position, filter: filter, stems: stems, compounds: compounds))
  }
}

/// A place in a series that a request asks for.
struct SeriesRequest: Sendable, Hashable {
  /// The series, as the collection writes it; empty when a named record tells it.
  var values: [String] = []
  /// The number asked for; `nil` for the one after the named record.
  var number: Double?
}
