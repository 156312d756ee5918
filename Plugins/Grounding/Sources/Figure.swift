/// A figure that a reply states.
struct Figure: Sendable, Hashable {
  /// How exactly it is meant.
  enum Exactness: Sendable, Hashable {
    case exact
    case about
    case atMost
    case atLeast
    case between
  }

  var kind: FigureKind
  /// As the reply writes it, with its currency.
  var text: String
  /// Where, in Unicode scalars.
  var range: Range<Int>
  /// The tokens it is made of.
  var tokens: ClosedRange<Int>
  /// What the number may mean; empty for identifiers.
  var numbers: [FigureNumber] = []
  /// The currencies its sign may mean.
  var currencies: Set<String> = []
  /// An identifier without hyphens, in small letters.
  var identifier = ""
  var exactness = Exactness.exact
}

extension Figure.Exactness {
  /// Reads the few words before a position, to the beginning of the clause. The second number of
  /// `between 10 and 15` is meant as its first.
  static func before(_ position: Int, in tokens: Tokens) -> Figure.Exactness {
    var seen = 0
    var isSecond = false
    var index = position - 1
    while seen < 3, let token = tokens[index], token.kind != .marker {
      index -= 1
      switch token.kind {
      case .number:
        guard seen == 1, !isSecond else { return .exact }
        isSecond = true
      case .symbol where token.text == "~" || token.text == "≈": return .about
      case .symbol:
        guard "'(*$€£".contains(token.text) || isSecond else { return .exact }
      default:
        let isPlus = token.folded == "plus" && tokens[index + 2]?.folded.first != "d"
        if !isPlus, let exactness = named(by: token.folded), !isSecond || exactness == .between {
          return exactness
        }
        seen += 1
      }
    }
    return .exact
  }

  private static func named(by word: String) -> Figure.Exactness? {
    if FigureWords.about.contains(word) { return .about }
    if FigureWords.between.contains(word) { return .between }
    if FigureWords.less.contains(word) { return .atMost }
    if FigureWords.more.contains(word) { return .atLeast }
    return nil
  }
}
