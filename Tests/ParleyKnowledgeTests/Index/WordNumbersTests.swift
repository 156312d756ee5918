import Testing

@testable import ParleyKnowledge

/// Words that are numbered are those that the analyzer finds in the whole text.
struct WordNumbersTests {
  @Test(arguments: ["en", "de", "fr", "hi", "zh", "xx"])
  func wordsAreThoseOfTheAnalyzer(language: String) {
    let analyzer = TextAnalyzer(language: language)
    var words = WordNumbers(analyzer)
    var random = Chance(state: 7)
    let pieces = [
      "Lamps", "lamp's", "C++", "C#", "c# 4", "O'Reilly", "l'homme", "l' homme", "14.99",
      "1,299.50", "0-306-40615-2", "0-30640615-2-", "978-0-306-40615-7", "2026.10.14", "350ml",
      "4K", "-", "--",
      "Müller's", "schön", "schon", "a\u{308}", "\u{301}", "हिन्दी", "赤茶碗", "赤茶碗x", "½", "½x",
      "\u{2011}", "978\u{2011}0", "F#", "'", "x'", "'s", "٣", "a\u{85}b", "\u{a0}", "ß", "İ", "+",
      String(repeating: "Wort", count: 40), String(repeating: "茶", count: 40),
    ]
    let gaps = [" ", "\n", "\t", "  ", "", ",", ": ", "\u{a0}"]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0..<8, using: &random)).map { _ in
        (pieces.randomElement(using: &random) ?? "") + (gaps.randomElement(using: &random) ?? "")
      }.joined()
      let tokens = analyzer.tokens(text)
      let numbers = words.words(text)
      #expect(
        numbers.map { words.surfaces.word(words.surface(of: $0)) } == tokens.map(\.surface),
        "\(text)")
      #expect(words.joinedStems(numbers) == analyzer.stems(text), "\(text)")
    }
  }

  @Test func wordsOfManyPiecesStayTheSame() {
    let analyzer = TextAnalyzer(language: "en")
    var words = WordNumbers(analyzer)
    let first = words.words("reading lamps")
    for number in 0..<140_000 { _ = words.words("piece\(number)") }
    #expect(words.words("reading lamps") == first)
    #expect(words.stems(of: "piece139999 lamps") == "piece139999 lamp")
  }

  @Test func aVocabularyIsContinued() {
    let analyzer = TextAnalyzer(language: "en")
    var vocabulary = Vocabulary()
    vocabulary.append(stem: "lamp".utf8, Vocabulary.Count(records: 1, people: 0, elsewhere: 1))
    vocabulary.appendSurface("lamps".utf8, stem: 0, records: 1)
    var words = WordNumbers(analyzer, continuing: vocabulary)
    let numbers = words.words("kettles lamps")
    #expect(numbers.map(words.surface) == [1, 0] && numbers.map(words.stem) == [1, 0])
  }
}

/// Numbers that are the same in every run (Knuth's linear congruential generator).
private struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 33)
  }
}
