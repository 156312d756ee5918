import ParleyJSON
import ParleyPlugin
import Testing

@testable import ParleyModels

/// Factors for kinds of text, found from the totals of prompts that mix them.
struct TokenCorrectionTests {
  private let english = String(repeating: "The harbour shop sells books about the sea. ", count: 20)
  private let russian = String(repeating: "Книги о море продаются в портовой лавке. ", count: 20)
  private let polish = String(repeating: "Książki o morzu są sprzedawane w sklepie. ", count: 20)

  private func costs(_ text: String) -> TextCosts { TokenEstimator().costs(of: text) }

  /// What a tokenizer counts that packs Russian twice as well as estimated, English a little better.
  private func actual(_ texts: String...) -> Int {
    Int(texts.reduce(0) { $0 + costs($1).sum * ($1 == russian ? 0.5 : 0.9) })
  }

  private func taught() -> TokenCorrection {
    var correction = TokenCorrection()
    // Never alone: each prompt mixes both, in different shares.
    for round in 0..<30 {
      let share = round.isMultiple(of: 2) ? english + english : english
      correction.learn(
        costs(share + russian),
        reported: actual(russian) + actual(english) * (share.count / english.count))
    }
    return correction
  }

  @Test func factorsAreFoundFromTotalsOfMixedPrompts() {
    let correction = taught()
    for (text, count) in [(english, actual(english)), (russian, actual(russian))] {
      let estimate = correction.tokens(costs(text))
      #expect(abs(estimate / Double(count) - 1) < 0.1)
    }
  }

  @Test func whatWasNotSeenIsStillEstimatedHigh() {
    var correction = TokenCorrection()
    for _ in 0..<40 { correction.learn(costs(english), reported: actual(english)) }
    #expect(correction.tokens(costs(russian)) > 0.95 * costs(russian).sum)
    #expect(correction.tokens(costs(polish)) > 0.9 * costs(polish).sum)
    #expect(correction.tokens(costs(english)) < 0.93 * costs(english).sum)
  }

  @Test func doubtNeverLiftsAnEstimateAboveTheFirstOne() {
    var correction = TokenCorrection()
    #expect(correction.tokens(costs(english)) == costs(english).sum)
    correction.learn(costs(english), reported: Int(costs(english).sum * 0.98))
    #expect(correction.tokens(costs(english)) <= costs(english).sum)
  }

  @Test func itFollowsAnUpstreamThatBeginsToCountOtherwise() {
    var correction = TokenCorrection()
    for _ in 0..<100 { correction.learn(costs(english), reported: actual(english)) }
    let later = Int(Double(actual(english)) * 1.3)
    for _ in 0..<100 { correction.learn(costs(english), reported: later) }
    #expect(abs(correction.tokens(costs(english)) / Double(later) - 1) < 0.05)
  }

  @Test func itIsTheSameAfterItWasKept() throws {
    let correction = taught()
    let bytes = JSONWriter.bytes(correction.json)
    let restored = try #require(TokenCorrection(try JSONParser.parse(bytes)))
    for text in [english, russian, polish] {
      let (before, after) = (correction.tokens(costs(text)), restored.tokens(costs(text)))
      #expect(abs(before - after) < 0.01)
    }
  }

  @Test(arguments: [
    #"{"kinds": 1, "factors": [1], "covariance": [0]}"#, #"{"kinds": 2}"#, "[]", "null",
    #"{"kinds": 1, "factors": "x", "covariance": null}"#,
  ])
  func whatCannotHaveBeenKeptIsPassedOver(_ text: String) throws {
    #expect(TokenCorrection(try JSONParser.parse(text)) == nil)
    let estimator = LearningEstimator(learned: try JSONParser.parse(text))
    #expect(estimator.count(english) == TokenEstimator().count(english))
  }
}
