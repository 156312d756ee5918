import Testing

@testable import ParleyKnowledge

/// What a word that was mistyped may stand for.
struct WordExpanderTests {
  static let vocabulary: Vocabulary = {
    var vocabulary = Vocabulary()
    for word in [
      "tuchman", "guns", "august", "dish", "washer", "dishwasher", "one", "week", "lamp",
    ] {
      vocabulary.append(
        stem: word.utf8, Vocabulary.Count(records: 30, people: 0, elsewhere: 30))
      vocabulary.appendSurface(word.utf8, stem: vocabulary.counts.count - 1, records: 30)
    }
    return vocabulary
  }()

  func readings(_ words: String...) -> [[String]] {
    let wording = RequestWording(
      words: words.map { RequestWording.Word(surface: $0, stem: $0, isTalk: false) })
    return WordExpander(vocabulary: Self.vocabulary).expand(wording).map { word in
      word.alternatives.map { alternative in
        "\(alternative.origin) "
          + alternative.stems.map(Self.vocabulary.stems.word).joined(separator: "+")
      }
    }
  }

  @Test func knownWordsStandForThemselves() {
    #expect(readings("guns", "august") == [["own guns"], ["own august"]])
  }

  @Test func slipsAreForgiven() {
    #expect(readings("tuchmaan", "lamp").first == ["spelling tuchman"])
    #expect(readings("tucmhan", "lamp").first == ["spelling tuchman"])
    #expect(readings("agsut", "lamp").first == [])
  }

  @Test func shortWordsAndNumbersAreWhatTheyAre() {
    #expect(readings("lam1", "guns").first == [])
    #expect(readings("ona", "guns").first == [])
  }

  @Test func wordsRunTogetherAreParted() {
    #expect(readings("oneweek", "lamp").first == ["split one+week"])
  }

  @Test func wordsApartAreJoined() {
    #expect(readings("dish", "washer").map(\.last) == ["joined dishwasher", "joined dishwasher"])
  }

  @Test func theLastWordMayBeUnfinished() {
    #expect(readings("one", "dishwas").last == ["prefix dishwasher"])
    #expect(readings("dishwas", "one").first == [])
  }
}
