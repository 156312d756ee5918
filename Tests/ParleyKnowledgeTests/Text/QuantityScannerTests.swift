import Testing

@testable import ParleyKnowledge

/// How much of something requests say, and what is no quantity.
struct QuantityScannerTests {
  private func quantities(_ request: String, _ language: String = "en") -> [String] {
    let analyzer = TextAnalyzer(language: language)
    let text = RequestText(
      request, analyzer: analyzer, lexicon: Lexicon.lexicon(for: language))
    return QuantityScanner(text, units: UnitWords(analyzer: analyzer), language: language).all()
      .map { found in
        found.quantity.measures.map { "\($0.value) \($0.unit?.name ?? "-")" }
          .joined(separator: " x ")
      }
  }

  @Test(arguments: [
    ("1/2 inch pipe", "0.5 in"), ("½\" pipe", "0.5 in"), ("1-1/2 in. elbow", "1.5 in"),
    ("1 1/2\"", "1.5 in"), ("1½ inch", "1.5 in"), (".5 in", "0.5 in"), ("12.7mm", "12.7 mm"),
    ("6'2\"", "74.0 in"), ("6 ft. 2 in. tall", "74.0 in"), ("8' garland", "8.0 ft"),
    ("90'' wide", "90.0 in"), ("5x8 rug", "5.0 - x 8.0 -"), ("5 x 8 ft", "5.0 ft x 8.0 ft"),
    ("5'x8'", "5.0 ft x 8.0 ft"), ("5ftx8ft", "5.0 ft x 8.0 ft"),
    ("60 in x 96 in", "60.0 in x 96.0 in"), ("2 by 4", "2.0 - x 4.0 -"),
    ("1/4 x 1-1/2 nipple", "0.25 - x 1.5 -"), ("18-volt drill", "18.0 V"), ("18V", "18.0 V"),
    ("5 fl. oz. bottle", "5.0 fl oz"), ("20 sq ft", "20.0 sq ft"), ("1,000 ml", "1000.0 ml"),
    ("10-20 mm", "20.0 mm"), ("3 in hole saw", "3.0 in"), ("15 A breaker", "15.0 A"),
  ])
  func quantitiesAreRead(request: String, expected: String) {
    #expect(quantities(request) == [expected])
  }

  @Test(arguments: [
    "2 in stock", "3 in 1 printer", "tools 5 in one", "5 a day", "from 1 to 10", "dw059 drill",
    "utx5530", "lens model 3125s", "$20 gift", "12 lamps", "1 1/8' spade drill", "", "x", "5 x",
    "1/0 wire", "99999999999999999999 mm", "½½½", "'\"'\"",
  ])
  func otherNumbersAreNone(request: String) {
    #expect(quantities(request) == [])
  }

  @Test func numbersAreReadAsTheLanguageWritesThem() {
    #expect(quantities("2,5 l Topf", "de") == ["2.5 l"])
    #expect(quantities("1.000 ml", "de") == ["1000.0 ml"])
    #expect(quantities("1/2 Zoll") == ["0.5 in"])
    #expect(quantities("32 Go", "fr") == ["32.0 GB"])
    #expect(quantities("5 to 10") == [])
  }
}
