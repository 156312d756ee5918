/// How many slips of the fingers lie between two words: a letter too many, too few, wrong, or two
/// that changed places (Damerau and Levenshtein, in the restricted form).
enum EditDistance {
  /// The distance, or `nil` when it is greater than allowed.
  ///
  /// Takes time in proportion to the product of the lengths, but looks no further once a whole row
  /// is beyond the limit. Compares UTF-8, which for folded words is letters.
  static func between(_ left: String, _ right: String, atMost limit: Int) -> Int? {
    let (a, b) = (Array(left.utf8), Array(right.utf8))
    guard abs(a.count - b.count) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for (row, letter) in a.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(b.count + 1)
      for (column, other) in b.enumerated() {
        var least = min(
          last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == b[column - 1], a[row - 1] == other {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      if (current.min() ?? 0) > limit { return nil }
      beforeLast = last
      last = current
    }
    return last.last.flatMap { $0 <= limit ? $0 : nil }
  }
}
