import Testing

@testable import parley

@Suite struct KeyFactsTests {
  @Test func readsOneFactFromEachLine() {
    let facts = KeyFacts("# what counts\n\n shoe size 43 \r\nno vampires | without vampires\n")
    #expect(facts.facts == ["shoe size 43", "no vampires | without vampires"])
  }

  @Test(arguments: [
    ("Shoe-size: 43.", []), ("Wears size 43; likes shoes", ["shoe size 43"]),
    ("43 is the SIZE of the shoe", []), ("shoe size 431", ["shoe size 43"]),
    ("", ["shoe size 43"]),
  ])
  func aFactIsKeptWhenAllItsWordsStandThere(summary: String, missing: [String]) {
    #expect(KeyFacts("shoe size 43").missing(in: summary) == missing)
  }

  @Test func oneOfSeveralWaysIsEnough() {
    let facts = KeyFacts("no vampires | vampires excluded\nblue")
    #expect(facts.missing(in: "Vampires are excluded") == ["blue"])
  }
}
