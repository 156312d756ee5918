import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Requests that look like query syntax: every one is read as words, and none is an error.
struct HostileQueryTests {
  private static let strings = [
    "C++", "C#", "O'Reilly", "a-b", "user@x.com", "-dune", "+dune", "*", "dune*", "du*ne", "\"",
    "\"dune", "dune\"", "\"\"", "'", "title:dune", "title:x", "{title people} : dune", "^dune",
    "dune AND", "AND", "OR", "NOT dune", "dune NOT", "NEAR(dune messiah)", "NEAR(", "(dune",
    "dune)",
    "()", "dune;", "'; DROP TABLE words; --", "dune\u{0}messiah", "%_\\", "dune : messiah",
    "about 900000000000000 dollars",
    "between 99999999999999999999 and 1e400 dollars", "under 0x10 pages", "", " ", "\n\t", "🙂",
    "\u{200D}\u{FEFF}", String(repeating: "(", count: 2_000),
    String(repeating: "\"", count: 2_001), String(repeating: "NEAR(", count: 500),
  ]

  @Test func queriesAreWordsAndNeverSyntax() throws {
    for version in try [FixtureShop.books(), FixtureShop.goods(), FixtureShop.help()] {
      for text in Self.strings {
        _ = try version.search(text)
      }
    }
  }

  @Test func signsDoNotChangeWhatWordsMean() throws {
    let books = try FixtureShop.books()
    for text in ["-dune", "+dune", "dune*", "\"dune", "(dune", "^dune", "dune;", "title: dune"] {
      #expect(try books.ids(text).first == "b6", "\(text)")
    }
    #expect(try books.ids("C++").first == "b21")
    #expect(try books.ids("O'Reilly").first == "b21")
    #expect(try books.ids("user@x.com").first == "b21")
    // Words, not a search of the column "title".
    #expect(try books.search("title:zzz").hits.isEmpty)
  }

  @Test func emptyRequestsFindNothing() throws {
    let books = try FixtureShop.books()
    for text in ["", " ", "\n", "\"\"", "***", "()", "?!", "🙂"] {
      let result = try books.search(text)
      #expect(result.hits.isEmpty && result.total == 0, "\(text.debugDescription)")
      #expect(!result.reading.isFollowUp, "\(text.debugDescription)")
    }
  }

  @Test func tenThousandRandomQueriesRaiseNoError() throws {
    let versions = try [FixtureShop.books(), FixtureShop.goods()]
    let history = [
      ChatMessage(
        id: MessageID("m"), role: .assistant, text: "Here.",
        sources: [Source(reference: RecordReference(collection: "goods", id: "g1"), title: "")],
        createdAt: Timestamp(milliseconds: 0))
    ]
    let pieces = [
      "dune", "mug", "under", "$", "20", "between", "and", "10-20", "\"", "'", "*", "(", ")", "-",
      "+", ":", "^", "NEAR(", "AND", "OR", "NOT", "title:", "by", "Le Guin", "book", "2", "of",
      "#", "€", "size",
      "M", "1999", "1960s", "in", "German", "compare", "vs", "like", "after", "the", "second",
      "one",
      "cheaper", "it", "\u{0}", "é", "ß", "🙂", ",", "?", "99999999999999999999", "1e400", "0.00001",
      " ",
    ]
    var random = Shuffle(seed: 47)
    for round in 0..<10_000 {
      let count = Int(random.next() % 12)
      let text = (0..<count).map { _ in
        pieces[Int(random.next() % UInt64(pieces.count))]
          + (random.next().isMultiple(of: 3) ? "" : " ")
      }.joined()
      for version in versions {
        let result = try version.search(
          text, limit: 3, history: history, includesWeaker: round.isMultiple(of: 2))
        #expect(result.hits.count <= min(3, result.total), "\(text.debugDescription)")
        #expect(result.coverage >= 0 && result.coverage <= 1, "\(text.debugDescription)")
      }
    }
  }

  @Test func aVeryLongRequestIsCut() throws {
    let books = try FixtureShop.books()
    let long = String(repeating: "whale shark ", count: 17_000)
    let text = RequestText(long, analyzer: books.reader.analyzer, lexicon: books.reader.lexicon)
    #expect(text.words.count == RequestText.mostWords)
    _ = try books.search(long)
    _ = try books.search(String(repeating: "x", count: 200_000))
    _ = try books.search(String(repeating: "the ", count: 50_000))
  }

  /// SplitMix64: the same sequence every time.
  private struct Shuffle {
    var seed: UInt64

    mutating func next() -> UInt64 {
      seed &+= 0x9E37_79B9_7F4A_7C15
      var z = seed
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
