import ParleyDomain
import ParleyModels
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

struct LearningEstimatorTests {
  private let text = String(repeating: "The harbour shop sells books about the sea. ", count: 20)

  private func messages(_ text: String) -> [ModelMessage] {
    [ModelMessage(role: .user, content: text)]
  }

  @Test func estimatesAsEverBeforeAnythingWasReported() {
    #expect(LearningEstimator().count(text) == TokenEstimator().count(text))
  }

  @Test(arguments: [0.6, 0.9, 1.3])
  func comesToWhatTheUpstreamReports(ratio: Double) {
    let estimator = LearningEstimator()
    let actual = Int(Double(TokenEstimator().count(text)) * ratio)
    for _ in 0..<20 {
      estimator.learn(messages(text), inputTokens: actual + ChatFormat.tokens(messages: 1))
    }
    #expect(abs(Double(estimator.count(text)) / Double(actual) - 1) < 0.03)
  }

  @Test func oneShortPromptDecidesLittle() {
    let estimator = LearningEstimator()
    // The provider adds instructions of its own.
    estimator.learn(messages("Hello"), inputTokens: 60)
    #expect(Double(estimator.count(text)) < 1.6 * Double(TokenEstimator().count(text)))
  }

  @Test(arguments: [(1_000_000, 2.0), (10, 0.15), (0, 1.0), (-5, 1.0), (Int.min, 1.0)])
  func nonsenseIsBounded(reported: Int, factor: Double) {
    let estimator = LearningEstimator()
    for _ in 0..<40 { estimator.learn(messages(text), inputTokens: reported) }
    let ratio = Double(estimator.count(text)) / Double(TokenEstimator().count(text))
    #expect(abs(ratio - factor) < 0.1)
  }

  @Test func theClientPassesOnAndTeaches() async throws {
    let estimator = LearningEstimator()
    let model = FakeModel(usage: Usage(inputTokens: 120)) { _ in [.text("Hello.")] }
    let client = LearningClient(model, teaching: estimator)
    let request = ModelRequest(messages: messages(text), replyTokens: 10, stream: true)
    let completion = try await client.generate(request) { _ in }
    #expect(completion.finishReason == .stop)
    let expected = LearningEstimator()
    expected.learn(messages(text), inputTokens: 120)
    #expect(estimator.count(text) == expected.count(text))
    #expect(estimator.count(text) != LearningEstimator().count(text))
  }

  @Test func whatWasLearnedIsGivenOutNowAndThenAndGoesOn() throws {
    let first = LearningEstimator()
    let given = (1...96).filter { _ in first.learn(messages(text), inputTokens: 150) != nil }
    #expect(given == [1, 2, 4, 8, 16, 32, 64, 96])
    let learned = try #require(LearningEstimator().learn(messages(text), inputTokens: 150))
    let once = LearningEstimator()
    once.learn(messages(text), inputTokens: 150)
    #expect(LearningEstimator(learned: learned).count(text) == once.count(text))
  }

  @Test func theClientKeepsWhatWasLearned() async throws {
    let model = FakeModel(usage: Usage(inputTokens: 120)) { _ in [.text("Hello.")] }
    let kept = Mutex<[JSONValue]>([])
    let client = LearningClient(model, teaching: LearningEstimator()) { learned in
      kept.withLock { $0.append(learned) }
    }
    let request = ModelRequest(messages: messages(text), replyTokens: 10, stream: true)
    for _ in 1...3 { _ = try await client.generate(request) { _ in } }
    #expect(kept.withLock { $0.count } == 2)
  }
}
