/// Finds the name that somebody probably meant.
package enum NearestName {
  /// The known name within two edits of this one (one edit for short names), or one that begins like
  /// it; the nearest first.
  package static func of(_ name: String, among known: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
    guard !wanted.isEmpty else { return nil }
    let limit = wanted.count < 6 ? 1 : 2
    var best: (name: String, distance: Int)?
    for candidate in known {
      let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
      var distance = edits(wanted, letters)
      let shorter = min(wanted.count, letters.count)
      if distance > limit || distance >= shorter {
        // One begins like the other: ranks behind true misspellings.
        guard shorter >= 3, wanted.prefix(shorter) == letters.prefix(shorter) else { continue }
        distance = 3
      }
      if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
    }
    return best?.name
  }

  /// `; did you mean 'port'?`, or nothing when none is near.
  package static func question(_ name: String, among known: [String]) -> String {
    of(name, among: known).map { "; did you mean '\($0)'?" } ?? ""
  }

  /// `; did you mean 'port'?`, or the known names when none is near.
  package static func advice(_ name: String, among known: [String]) -> String {
    let question = question(name, among: known)
    if !question.isEmpty || known.isEmpty { return question }
    return "; known are \(known.joined(separator: ", "))"
  }

  /// How many letters have to be added, dropped, changed or swapped with their neighbour (optimal
  /// string alignment).
  private static func edits(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for (row, letter) in first.enumerated() {
      var current = [row + 1]
      for (column, other) in second.enumerated() {
        var cost = min(
          last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[second.count]
  }
}
