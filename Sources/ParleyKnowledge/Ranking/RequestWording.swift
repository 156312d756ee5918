/// The words of a request in their order, for ranking: what constraints and talk were read from
/// included.
struct RequestWording: Sendable, Hashable {
  struct Word: Sendable, Hashable {
    /// Lower case, without accents.
    var surface: String
    var stem: String
    /// A function word, or talk around the request: finds nothing by itself.
    var isTalk: Bool
    /// Stems that mean the same.
    var synonyms: [String] = []
    /// Stems of other forms, and of compounds that end in the word.
    var forms: [String] = []
    /// Stems of compounds that begin with the word.
    var parts: [String] = []
    /// Not written, but asked for by a phrase ("how much is": cost).
    var isImplied = false
    /// A word for a unit: its forms are other words for the same unit.
    var isUnit = false
  }

  /// A quantity, and how else it is written.
  struct Quantity: Sendable, Hashable {
    /// Which of ``RequestWording/words`` it takes.
    var words: Range<Int>
    var quantity: ParleyKnowledge.Quantity
    /// As other words than the request's.
    var writings: [QuantityWriting]
  }

  /// A request of more words is a letter; its first words tell what it is about.
  static let mostWords = 64

  var words: [Word] = []
  /// Whether nothing is known of the language's endings: words that look alike may be the same.
  var isPlain = false
  /// Numbers that may be a place in a series: "#3", "volume 3", "third".
  var places: [Double] = []
  var quantities: [Quantity] = []

  var content: [Word] { words.filter { !$0.isTalk } }
}
