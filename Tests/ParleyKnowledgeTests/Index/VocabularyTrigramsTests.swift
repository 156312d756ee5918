import Testing

@testable import ParleyKnowledge

/// Words by three of their letters.
struct VocabularyTrigramsTests {
  private static let words = ["rosenschere", "schere", "kanne", "giesskanne", "ab", "scher"]

  private static let vocabulary: Vocabulary = {
    var vocabulary = Vocabulary()
    for (number, word) in words.enumerated() {
      vocabulary.append(stem: word.utf8, Vocabulary.Count(records: 1))
      vocabulary.appendSurface(word.utf8, stem: number, records: 1)
    }
    return vocabulary
  }()

  @Test func wordsWithAllLettersAreFound() {
    let trigrams = VocabularyTrigrams(Self.vocabulary)
    for (part, expected) in [("scher", [0, 1, 5]), ("kanne", [2, 3]), ("rose", [0])] {
      #expect(trigrams.words(with: Array(part.utf8)) == expected, "\(part)")
    }
  }

  @Test func shortWordsAndNoVocabularyFindNothing() {
    #expect(VocabularyTrigrams(Self.vocabulary).words(with: Array("ab".utf8)).isEmpty)
    #expect(VocabularyTrigrams().words(with: Array("kanne".utf8)).isEmpty)
    #expect(VocabularyTrigrams(Vocabulary()).words(with: Array("kanne".utf8)).isEmpty)
  }
}
