import Testing

@testable import ParleyKnowledge

/// Quantities in the words of the index, without the signs between them.
struct WrittenQuantitiesTests {
  private func quantities(_ text: String) -> [String] {
    let analyzer = TextAnalyzer(language: "en")
    let words = analyzer.tokens(text).map(\.surface)
    return WrittenQuantities(words, units: UnitWords(analyzer: analyzer)).all.map { found in
      found.quantity.measures.map { "\($0.value) \($0.unit?.name ?? "-")" }
        .joined(separator: " x ")
    }
  }

  @Test(arguments: [
    ("3/4 in. x 3 in. x 8 ft. Casing", "0.75 in x 3.0 in x 8.0 ft"),
    ("Elbow 1-1/2 in.", "1.5 in"), ("Schedule 40 1/2 in. Pipe", "0.5 in"),
    ("Pipe 12.7mm", "12.7 mm"), ("Pipe 12.7 mm", "12.7 mm"), ("Drill 18V", "18.0 V"),
    ("Drill 18-Volt", "18.0 V"), ("Rug 5x8", "5.0 - x 8.0 -"),
    ("Rug 5'x8'", "5.0 - x 8.0 -"), ("Rug 5ftx8ft", "5.0 ft x 8.0 ft"),
    ("Pipe 1/2\"", "0.5 -"), ("Pipe ½ in.", "0.5 in"), ("Elbow 1½ in.", "1.5 in"),
    ("Bottle 16 fl. oz.", "16.0 fl oz"), ("Curtain 6 ft. 2 in.", "74.0 in"),
  ])
  func quantitiesAreRead(title: String, expected: String) {
    #expect(quantities(title) == [expected])
  }

  @Test func otherNumbersAreNone() {
    #expect(quantities("7-Piece Set (4-Light)") == [])
    #expect(quantities("Model 99999999999999999999 5x") == [])
    #expect(quantities("3 in 1 Tool") == [])
  }
}
