import Testing

@testable import ParleyModels

struct TokenEstimatorTests {
  private let estimator = TokenEstimator()

  @Test(arguments: TokenSample.all)
  func neverFarBelowARealTokenizer(sample: TokenSample) {
    let estimate = estimator.count(sample.text)
    #expect(sample.text.unicodeScalars.count >= 200)
    #expect(Double(estimate) >= 0.9 * Double(max(sample.cl100k, sample.o200k)))
  }

  @Test(arguments: TokenSample.all.filter(\.isEnglishProse))
  func notFarAboveOnEnglishProse(sample: TokenSample) {
    let estimate = estimator.count(sample.text)
    #expect(Double(estimate) <= 1.35 * Double(min(sample.cl100k, sample.o200k)))
  }

  @Test(arguments: TokenSample.records + TokenSample.code)
  func notFarAboveOnRecordsAndCode(sample: TokenSample) {
    #expect(Double(estimator.count(sample.text)) <= 1.55 * Double(sample.cl100k))
  }

  /// Words are passed over faster than by scalars, and cost the same.
  @Test(
    arguments: TokenSample.all.map(\.text) + ["aab", "caffé", "it's", "iPhone aaaa XXL", "🙂a🙂"])
  func aTextCostsWhatItsScalarsCost(text: String) {
    var (whole, single) = (TokenTally(), TokenTally())
    whole.add(text)
    for scalar in text.unicodeScalars { single.add(scalar) }
    #expect(whole.finish() == single.finish())
  }

  @Test func nothingCostsNothing() {
    #expect(estimator.count("") == 0)
    #expect(estimator.count("a") >= 1)
    #expect(estimator.count(" ") >= 0)
  }

  @Test func longTextsCostAsMuchAsTheirParts() {
    for sample in TokenSample.all {
      let once = estimator.count(sample.text)
      let tenTimes = estimator.count(
        Array(repeating: sample.text, count: 10).joined(separator: "\n"))
      #expect(tenTimes > once * 9)
      #expect(tenTimes < once * 11)
    }
  }

  /// Texts that no tokenizer has words for still cost about a token for every few characters.
  @Test(arguments: ["}])>;!?%^&*", "qxzjvkwpf", "QXZJVKWPF", "0123456789", "\u{200B}", "\u{1F9FF}"])
  func nonsenseIsNotFree(unit: String) {
    let text = String(repeating: unit, count: 200)
    #expect(estimator.count(text) * 4 >= text.unicodeScalars.count)
  }
}
