import ParleyDomain
package import ParleyPlugin
import Synchronization

/// Estimates tokens for one upstream and learns from what the upstream reports.
///
/// Until something was reported it estimates as ``TokenEstimator`` does, on the high side.
package final class LearningEstimator: TokenCounter {
  private struct State {
    var correction: TokenCorrection
    var reports = 0
  }

  /// How many reports may be lost in a crash, once there were as many.
  private static let reportsBetweenKeeping = 32

  private let estimator = TokenEstimator()
  private let state: Mutex<State>

  /// - Parameter learned: What ``learn(_:inputTokens:)`` gave an earlier one to keep; anything else is
  ///   passed over.
  package init(learned: JSONValue? = nil) {
    state = Mutex(State(correction: learned.flatMap { TokenCorrection($0) } ?? TokenCorrection()))
  }

  package func count(_ text: String) -> Int {
    let costs = estimator.costs(of: text)
    return Int(state.withLock { $0.correction.tokens(costs) }.rounded(.up))
  }

  /// Takes in how many tokens an upstream counted for the messages of a call.
  ///
  /// Returns what has been learned when it is time to keep it: after 1, 2, 4, 8 and 16 reports, then
  /// after every 32nd.
  @discardableResult
  package func learn(_ messages: [ModelMessage], inputTokens: Int) -> JSONValue? {
    var costs = TextCosts()
    for message in messages { costs.lanes += estimator.costs(of: message.content).lanes }
    let reported = max(0, inputTokens) - ChatFormat.tokens(messages: messages.count)
    let (correction, reports) = state.withLock { state in
      state.correction.learn(costs, reported: reported)
      state.reports += 1
      return (state.correction, state.reports)
    }
    let isDue =
      reports < Self.reportsBetweenKeeping
      ? reports & (reports - 1) == 0 : reports.isMultiple(of: Self.reportsBetweenKeeping)
    guard isDue else { return .none }
    return correction.json
  }
}
