import ParleyDomain
package import ParleyPlugin
import Synchronization

/// Estimates tokens for one upstream and learns from what the upstream reports.
///
/// Until something was reported it estimates as ``TokenEstimator`` does, on the high side. What was
/// learned lasts as long as the estimator: a restart or a reload begins anew.
package final class LearningEstimator: TokenCounter {
  private let estimator = TokenEstimator()
  private let correction = Mutex(TokenCorrection())

  package init() {}

  package func count(_ text: String) -> Int {
    let factor = correction.withLock { $0.factor }
    return Int((Double(estimator.count(text)) * factor).rounded(.up))
  }

  /// Takes in how many tokens an upstream counted for the messages of a call.
  package func learn(_ messages: [ModelMessage], inputTokens: Int) {
    let estimate = messages.reduce(0) { $0 + estimator.count($1.content) }
    let reported = max(0, inputTokens) - ChatFormat.tokens(messages: messages.count)
    correction.withLock { $0.learn(estimated: estimate, reported: reported) }
  }
}
