import ParleyPlugin
import Testing

@Suite struct TokenShareTests {
  @Test(
    arguments: [
      ("800", .tokens(800)), ("0", .tokens(0)), ("40%", .percent(40)), ("0%", .percent(0)),
      ("100%", .percent(100)),
    ] as [(String, TokenShare)])
  func readsTokensAndPercent(text: String, share: TokenShare) {
    #expect(TokenShare(text) == share)
    #expect(share.description == text)
  }

  @Test(arguments: [
    "", "%", "-1", "-1%", "101%", "4.5", "4.5%", "40 %", " 40%", "40%%", "1e3", "many",
    "99999999999999999999", "99999999999999999999%",
  ])
  func refusesEverythingElse(text: String) {
    #expect(TokenShare(text) == nil)
  }

  @Test(
    arguments: [
      (.tokens(800), 1000, 800), (.tokens(800), 500, 500), (.tokens(800), -5, 0),
      (.tokens(-5), 100, 0),
      (.percent(40), 1000, 400), (.percent(33), 10, 3), (.percent(1), 99, 0),
      (.percent(100), .max, .max),
      (.percent(0), .max, 0), (.percent(50), .min, 0), (.percent(150), 10, 10),
      (.percent(-5), 10, 0),
      (.percent(.max), .max, .max),
    ] as [(TokenShare, Int, Int)])
  func isNeverMoreThanTheWholeOrLessThanNothing(share: TokenShare, whole: Int, tokens: Int) {
    #expect(share.tokens(of: whole) == tokens)
  }

  @Test func sharesGrowWithTheirPercentage() {
    for whole in [0, 1, 7, 99, 100, 101, 128_000, Int.max] {
      let tokens = (0...100).map { TokenShare.percent($0).tokens(of: whole) }
      #expect(tokens == tokens.sorted())
      #expect(tokens.first == 0)
      #expect(tokens.last == whole)
    }
  }

  /// YAML gives `800` as a number and `40%` as text.
  @Test func decodesFromNumbersAndText() throws {
    let document: JSONValue = [800, "800", "40%"]
    #expect(
      try document.decoded(as: [TokenShare].self) == [.tokens(800), .tokens(800), .percent(40)])
  }

  @Test(arguments: [-1, "much", 1.5, true, nil, [], [:]] as [JSONValue])
  func decodingRefusesEverythingElse(value: JSONValue) {
    #expect(throws: DecodingError.self) { try value.decoded(as: TokenShare.self) }
  }
}
