import ParleyDomain
import Testing

struct RetryPolicyTests {
  private let policy = RetryPolicy(most: 3, maxWait: .seconds(20))

  private func pause(
    _ error: ModelError, failures: Int = 1, waited: Duration = .zero, random: Double = 1
  ) -> Duration? {
    policy.pause(after: error, failures: failures, waited: waited, random: random)
  }

  @Test func pausesDoubleUpToALimitAndAreDrawnFromTheWholeRange() {
    let failed = ModelError(.failed, "x")
    #expect((1...3).map { pause(failed, failures: $0) } == [0.25, 0.5, 1].map { .seconds($0) })
    #expect(pause(failed, failures: 3, random: 0.25) == .seconds(0.25))
    #expect(pause(failed, random: 0) == .zero)
    let patient = RetryPolicy(most: 99, maxWait: .seconds(999))
    #expect(patient.pause(after: failed, failures: 90, waited: .zero, random: 1) == .seconds(8))
  }

  @Test func thereIsAnEnd() {
    let failed = ModelError(.failed, "x")
    #expect(pause(failed, failures: 4) == nil)
    #expect(pause(failed, waited: .milliseconds(19_900)) == .milliseconds(100))
    #expect(RetryPolicy.none.pause(after: failed, failures: 1, waited: .zero, random: 0) == nil)
  }

  @Test func neverEarlierThanToldAndNeverLongerThanAllowed() {
    let told = ModelError(.rateLimited, "x", retryAfter: .seconds(2))
    #expect(pause(told, random: 0) == .seconds(2))
    #expect(pause(told, random: 1) == .seconds(2.25))
    #expect(pause(told, waited: .seconds(18), random: 1) == .seconds(2))
    #expect(pause(told, waited: .seconds(19)) == nil)
    #expect(pause(ModelError(.rateLimited, "x", retryAfter: .seconds(3600))) == nil)
  }

  @Test(arguments: [
    ModelError.Code.auth, .contextTooSmall, .rejected, .malformed, .leftAlone, .busy,
  ])
  func someFailuresStay(code: ModelError.Code) {
    #expect(pause(ModelError(code, "x")) == nil)
  }

  @Test func whoeverKnowsMoreMaySaySo() {
    #expect(pause(ModelError(.rateLimited, "no money left", mayPass: false)) == nil)
  }
}
