/// Forgives slips of typing in long words: one letter that is missing, added, changed or swapped with
/// its neighbour in a word of at least 7 letters, two in one of at least 11.
///
/// The first letter must be right, and a word with a digit counts only as it is: an order number is
/// never nearly another one.
enum TypingSlip {
  static func mayBe(_ typed: String, _ meant: String) -> Bool {
    if typed == meant { return true }
    let length = meant.unicodeScalars.count
    guard length >= 7, typed.unicodeScalars.first == meant.unicodeScalars.first,
      abs(typed.unicodeScalars.count - length) <= 2,
      !typed.contains(where: \.isNumber), !meant.contains(where: \.isNumber)
    else { return false }
    return edits(Array(typed.unicodeScalars), Array(meant.unicodeScalars)) <= (length < 11 ? 1 : 2)
  }

  /// Letters that are missing, added, changed or swapped ("optimal string alignment").
  private static func edits(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in first.indices {
      var current = [row + 1]
      for column in second.indices {
        var least = min(
          last[column] + (first[row] == second[column] ? 0 : 1), last[column + 1] + 1,
          current[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      (beforeLast, last) = (last, current)
    }
    return last[second.count]
  }
}
