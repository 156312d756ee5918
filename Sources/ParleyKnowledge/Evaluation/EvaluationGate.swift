/// A least value that a measure must have: `ndcg@10=0.6`.
package struct EvaluationGate: Sendable, Hashable {
  package enum Measure: String, Sendable, Hashable, CaseIterable {
    case ndcg = "ndcg@10"
    case recall = "recall@20"
    case reciprocalRank = "mrr"
  }

  package var measure: Measure
  package var least: Double

  package init(_ measure: Measure, least: Double) {
    self.measure = measure
    self.least = least
  }

  /// Reads `measure=value`; `nil` for another measure or a value that is not from 0 to 1.
  package init?(_ text: String) {
    let halves = text.split(separator: "=", maxSplits: 1)
    guard halves.count == 2, let measure = Measure(rawValue: halves[0].lowercased()),
      let least = Double(halves[1]), (0...1).contains(least)
    else { return nil }
    self.measure = measure
    self.least = least
  }

  /// The value that the gate looks at.
  package func value(of evaluation: Evaluation) -> Double {
    switch measure {
    case .ndcg: evaluation.ndcg.mean
    case .recall: evaluation.recall.mean
    case .reciprocalRank: evaluation.reciprocalRank.mean
    }
  }

  package func isPassed(by evaluation: Evaluation) -> Bool { value(of: evaluation) >= least }
}
