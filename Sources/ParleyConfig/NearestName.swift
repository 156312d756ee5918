/// Finds the name that somebody probably meant.
package enum NearestName {
  /// The known name within two edits of this one, or one that begins like it; the nearest first.
  package static func of(_ name: String, among known: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
    guard !wanted.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in known {
      let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
      var distance = edits(wanted, letters)
      let shorter = min(wanted.count, letters.count)
      if distance > 2 || distance >= shorter {
        // One begins like the other: ranks behind true misspellings.
        guard shorter >= 3, wanted.prefix(shorter) == letters.prefix(shorter) else { continue }
        distance = 3
      }
      if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
    }
    return best?.name
  }

  /// `; did you mean 'port'?`, or the known names when none is near.
  package static func advice(_ name: String, among known: [String]) -> String {
    if let nearest = of(name, among: known) { return "; did you mean '\(nearest)'?" }
    if known.isEmpty { return "" }
    return "; known are \(known.joined(separator: ", "))"
  }

  /// Levenshtein's distance, row by row.
  private static func edits(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (left == right ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
