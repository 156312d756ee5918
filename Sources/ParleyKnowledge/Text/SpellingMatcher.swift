/// Compares one word with many: how many slips of the fingers lie between (``EditDistance``).
///
/// Keeps its rows between words, so that a pass over a vocabulary allocates nothing.
struct SpellingMatcher {
  private let letters: [UInt8]
  private var beforeLast: [Int]
  private var last: [Int]
  private var current: [Int]

  init(_ letters: [UInt8]) {
    self.letters = letters
    beforeLast = Array(repeating: 0, count: letters.count + 1)
    last = beforeLast
    current = beforeLast
  }

  /// The optimal string alignment distance, or `nil` when it is greater than allowed.
  mutating func slips(to word: ArraySlice<UInt8>, atMost limit: Int) -> Int? {
    let count = letters.count
    for column in 0...count { last[column] = column }
    var before: UInt8 = 0
    for (row, letter) in word.enumerated() {
      current[0] = row + 1
      var least = row + 1
      for column in 0..<count {
        var slips = min(
          last[column] + (letters[column] == letter ? 0 : 1), last[column + 1] + 1,
          current[column] + 1)
        if row > 0, column > 0, letter == letters[column - 1], before == letters[column] {
          slips = min(slips, beforeLast[column - 1] + 1)
        }
        current[column + 1] = slips
        least = min(least, slips)
      }
      if least > limit { return nil }
      before = letter
      swap(&beforeLast, &last)
      swap(&last, &current)
    }
    return last[count] <= limit ? last[count] : nil
  }
}
