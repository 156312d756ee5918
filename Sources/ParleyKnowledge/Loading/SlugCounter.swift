/// Makes names for headings that stay the same from load to load, each once in a page.
struct SlugCounter {
  private var used: Set<String> = []

  /// The heading in lower case with hyphens between its words; a number where it stood before.
  mutating func next(for heading: String) -> String {
    let words = TextAnalyzer.folded(heading).split { !$0.isLetter && !$0.isNumber }
    let slug = words.isEmpty ? "section" : String(words.joined(separator: "-").prefix(80))
    var name = slug
    var number = 2
    while !used.insert(name).inserted {
      name = "\(slug)-\(number)"
      number += 1
    }
    return name
  }
}
