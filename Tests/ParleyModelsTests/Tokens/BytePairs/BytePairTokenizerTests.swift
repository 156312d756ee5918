import ParleyModels
import Testing

struct BytePairTokenizerTests {
  @Test func joinsTheLowestRankFirst() throws {
    let tokenizer = try RankFixture.tokenizer(["bc", "ab", "abc", "cd"])
    // "bc" comes before "ab" and "cd", and then "a" and "bc" are "abc".
    #expect(tokenizer.encode("abcd") == [258, 100])
    #expect(tokenizer.encode("abab") == [257, 257])
    #expect(tokenizer.encode("é") == [0xC3, 0xA9])
    #expect(tokenizer.encode("") == [])
    #expect(tokenizer.count("abcd") == 2)
  }

  @Test func aWholePieceThatIsATokenIsNotTakenApart() throws {
    // No joining of pairs leads to "xyz".
    #expect(try RankFixture.tokenizer(["xyz"]).encode("xyz") == [256])
    #expect(try RankFixture.tokenizer(["0123456789ab", "letters of a token"]).count("abc") == 3)
  }

  /// Pieces of more than 128 bytes go another way, and recent ones are remembered.
  @Test(arguments: [2, 3, 31, 32, 33, 127, 128, 129, 300])
  func longPiecesComeOutAsShortOnesDo(length: Int) throws {
    let words = ["ab", "ba", "aa", "bb", "aab", "abab", "baab", "bbaabb", "aabbaabbaabb"]
    let tokenizer = try RankFixture.tokenizer(words)
    var state: UInt64 = 7
    for _ in 0..<40 {
      let text = String(
        (0..<length).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return state >> 40 & 1 == 0 ? "a" : "b"
        })
      let expected = joinedByTheRule(text, words)
      #expect(tokenizer.encode(text) == expected, "\(text)")
      #expect(tokenizer.encode(text) == expected, "again: \(text)")
    }
  }

  /// The rule word for word, in quadratic time.
  private func joinedByTheRule(_ text: String, _ words: [String]) -> [UInt32] {
    func rank(_ part: String) -> Int? {
      part.utf8.count == 1
        ? part.utf8.first.map(Int.init) : words.firstIndex(of: part).map { $0 + 256 }
    }
    if let whole = rank(text) { return [UInt32(whole)] }
    var parts = text.map(String.init)
    while true {
      let pairs = zip(parts, parts.dropFirst()).enumerated().compactMap { offset, pair in
        rank(pair.0 + pair.1).map { (rank: $0, offset: offset) }
      }
      guard let lowest = pairs.min(by: { ($0.rank, $0.offset) < ($1.rank, $1.offset) }) else {
        return parts.compactMap { rank($0).map { UInt32($0) } }
      }
      parts[lowest.offset] += parts.remove(at: lowest.offset + 1)
    }
  }

  /// Quadratic time would take minutes here.
  @Test(.timeLimit(.minutes(1))) func aLongPieceOfOneLetterIsNoAttack() throws {
    let tokenizer = try RankFixture.tokenizer(["aa", "aaaa", "aaaaaaaa"])
    #expect(tokenizer.count(String(repeating: "a", count: 200_000)) == 25_000)
  }

  @Test func severalTextsAreCountedAtTheSameTime() async throws {
    let tokenizer = try RankFixture.tokenizer(["ab", "cd"])
    await withTaskGroup(of: Int.self) { group in
      for number in 0..<64 {
        group.addTask { tokenizer.count(String(repeating: "abcd ", count: number)) }
      }
      let sum = await group.reduce(0, +)
      // The first word has two tokens; each further one has a space besides, and one follows the last.
      #expect(sum == (0..<64).reduce(0) { $0 + $1 * 3 })
    }
  }

  @Test(.enabled(if: RankFixture.areThere), arguments: TokenEncoding.allCases)
  func countsAsTiktokenDoes(encoding: TokenEncoding) throws {
    let tokenizer = try #require(try RankFixture.published(encoding))
    for sample in TokenSample.all {
      let expected = encoding == .cl100k ? sample.cl100k : sample.o200k
      #expect(tokenizer.count(sample.text) == expected, "\(sample)")
    }
  }

  @Test(.enabled(if: RankFixture.areThere)) func theIdsAreOpenAIs() throws {
    let tokenizer = try #require(try RankFixture.published(.o200k))
    #expect(tokenizer.encode("Hello world!") == [13225, 2375, 0])
    #expect(
      try #require(try RankFixture.published(.cl100k)).encode("Hello world!") == [9906, 1917, 0])
  }
}
