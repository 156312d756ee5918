/// By how much estimates miss what an upstream reports: the ratio of both, over prompts that weigh
/// less the longer ago they were.
///
/// Long prompts count for more than short ones, in which what a provider adds unseen would tell more
/// than the text does.
struct TokenCorrection: Sendable, Hashable {
  /// How much of the older prompts' weight each new one leaves.
  private static let memory = 0.9
  /// An upstream that counts something else (pictures, its own instructions) must not spoil budgets.
  private static let bounds = 0.2...2.0

  /// Begins with a short prompt that was estimated well, so that one report decides little.
  private var estimated = 100.0
  private var reported = 100.0

  /// What estimates are to be multiplied by; 1 before anything was reported.
  var factor: Double {
    min(max(reported / estimated, Self.bounds.lowerBound), Self.bounds.upperBound)
  }

  /// Takes in what the upstream counted for a text beside the estimate of it.
  mutating func learn(estimated estimate: Int, reported count: Int) {
    guard estimate > 0, count > 0 else { return }
    estimated = estimated * Self.memory + Double(estimate)
    reported = reported * Self.memory + Double(count)
  }
}
