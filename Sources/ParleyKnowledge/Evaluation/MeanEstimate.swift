/// The mean of a measure over questions, and how sure it is.
package struct MeanEstimate: Sendable, Hashable {
  package var mean: Double
  /// Where the mean lies in 95 of 100 samples of as many questions.
  package var interval: ClosedRange<Double>

  private static let draws = 2000

  /// Estimates the interval by drawing the questions anew (percentile bootstrap, Efron 1979) with a
  /// fixed seed: the same values give the same interval.
  package init(of values: [Double]) {
    guard !values.isEmpty else {
      mean = 0
      interval = 0...0
      return
    }
    mean = values.reduce(0, +) / Double(values.count)
    var random = SplitMix(state: UInt64(values.count))
    let means = (0..<MeanEstimate.draws).map { _ in
      var sum = 0.0
      for _ in values.indices { sum += values[Int(random.next() % UInt64(values.count))] }
      return sum / Double(values.count)
    }.sorted()
    interval = means[MeanEstimate.draws * 25 / 1000]...means[MeanEstimate.draws * 975 / 1000 - 1]
  }
}

/// Pseudo-random numbers (SplitMix64, Steele et al. 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
