/// A word of a request with everything that may stand for it in the index.
struct ExpandedWord: Hashable {
  /// One reading of the word.
  struct Alternative: Hashable {
    enum Origin: String, Hashable {
      case own
      case spelling
      case split
      case joined
      case prefix
      case synonym
      /// Another form, or a compound with the word.
      case form
      /// A word of many of the same letters, in languages without a stemmer.
      case alike
    }

    /// Numbers of stems in the vocabulary; a record must have them all.
    var stems: [Int]
    /// How sure the reading is, 0 to 1.
    var weight: Float
    var origin: Origin
    /// Of a spelling: how many slips away, and whether the first letter is the same.
    var slips = 0
    var keepsFirstLetter = true
  }

  var word: RequestWording.Word
  /// The number of the word as it is written, in the vocabulary's surfaces.
  var surface: Int?
  var alternatives: [Alternative]
  /// No record has the word, or only one.
  var isUnknown: Bool
  /// In how many records its most frequent reading stands.
  var records: Int
}
