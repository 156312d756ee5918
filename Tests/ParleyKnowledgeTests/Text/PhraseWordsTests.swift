import Testing

@testable import ParleyKnowledge

@Suite struct PhraseWordsTests {
  /// Words that are looked up by their numbers are read as words that are looked up one by one.
  @Test(
    arguments: ["en", "de", "fr", "es", "pt", "xx"],
    [
      "do you have books by ursula k le guin under 15 dollars", "hello", "",
      "haben sie etwas ähnliches wie den zweiten band", "quel est le moins cher",
      "tell me a joke about what comes after the third one please",
    ])
  func numbersReadAsWordsDo(language: String, request: String) {
    let lexicon = Lexicon.lexicon(for: language)
    let surfaces = TextAnalyzer(language: language).tokens(request).map(\.surface)
    let words = lexicon.words(surfaces)
    #expect(Array(words) == surfaces)
    for position in -1...surfaces.count {
      for cue in Cue.allCases {
        #expect(
          lexicon.length(of: cue, at: position, in: words)
            == lexicon.length(of: cue, at: position, in: surfaces), "\(cue) at \(position)")
      }
      #expect(
        lexicon.kinds.match(at: position, in: words)?.value
          == lexicon.kinds.match(at: position, in: surfaces)?.value)
    }
  }
}
