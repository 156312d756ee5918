import ParleyPlugin
import Testing

@testable import ParleyKnowledge

struct LexiconTests {
  @Test func thePrimaryTagChoosesTheLexicon() {
    #expect(Lexicon.lexicon(for: "de-AT").language == "de")
    #expect(Lexicon.lexicon(for: "pt_BR").language == "pt")
    #expect(Lexicon.lexicon(for: "xx").language == "")
  }

  @Test func theLongestPhraseWins() {
    let english = Lexicon.english
    let words = ["less", "than", "20"]
    #expect(english.length(of: .atMost, at: 0, in: words) == 2)
    #expect(english.length(of: .atMost, at: 2, in: words) == 0)
    #expect(english.length(of: .atMost, at: 3, in: words) == 0)
  }

  @Test func accentsAndCaseDoNotMatter() {
    let german = Lexicon.german
    #expect(german.length(of: .atMost, at: 0, in: ["hochstens"]) == 1)
    #expect(german.languages.match(at: 0, in: ["franzosisch"])?.value == "fr")
  }

  /// A cue without words in some language would be a rule that silently does nothing there.
  @Test func everyLanguageKnowsTheMainCues() {
    let cues: [Cue] = [
      .function, .chat, .shopTalk, .otherTask, .atMost, .atLeast, .between, .upTo, .onSale,
      .inStock,
      .by, .size, .cheapest, .newest, .compare, .similar, .next, .volume, .series, .it, .cheaper,
      .more, .also,
    ]
    for language in ["en", "de", "fr", "es", "pt"] {
      for cue in cues {
        #expect(Lexicon.lexicon(for: language).knows(cue), "\(language): \(cue)")
      }
    }
  }

  private static let euros = FieldValue.money(Money(tenThousandths: 200_000, currency: "EUR"))
  private static let dollars = FieldValue.money(Money(tenThousandths: 200_000, currency: "USD"))

  @Test(arguments: [
    ("fr", "livres de moins de 20 euros", euros),
    ("es", "libros por menos de 20 euros", euros),
    ("pt", "livros até 20 euros", euros), ("xx", "$20", dollars),
  ])
  func readsPricesInOtherLanguages(_ language: String, _ request: String, _ price: FieldValue)
    throws
  {
    let version = try FixtureVersion(
      "v", kind: "books", language: language, currency: nil, [FixtureShop.anyBook])
    let plan = version.reader.plan(request)
    #expect(plan.filters.count == 1)
    #expect(plan.filters.first?.filter.test == .within(least: nil, most: price))
  }
}
