/// A piece of a text as figures are looked for in it.
struct Token: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case word
    case number
    /// One sign; a line break is one, too.
    case symbol
    /// A citation marker `[n]`.
    case marker
  }

  var kind: Kind
  var text: String
  /// In small letters.
  var folded: String
  /// Where it stands, in Unicode scalars.
  var range: Range<Int>
  /// Whether white space stands before it.
  var isSpaced: Bool
  /// What a number may mean, and the number of a marker.
  var numbers: [FigureNumber] = []
}

/// Cuts a text into tokens. Addresses of links are left out.
struct Tokens: Sendable {
  let all: [Token]
  private let scalars: [Unicode.Scalar]

  init(_ text: String) {
    var reader = TokenReader(text)
    all = reader.read()
    scalars = reader.scalars
  }

  subscript(position: Int) -> Token? {
    all.indices.contains(position) ? all[position] : nil
  }

  /// The text of a range of Unicode scalars.
  func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range.clamped(to: scalars.indices)]))
  }

  /// Every number that stands in the text, in every reading.
  var numbers: Set<FigureNumber> {
    Set(all.lazy.filter { $0.kind == .number }.flatMap(\.numbers))
  }
}
