/// By how much estimates miss what an upstream reports: a factor for each kind of text.
///
/// Prompts mix kinds of text, and only their totals are reported. So the factors are found by recursive
/// least squares with forgetting (Bayesian linear regression whose factors may drift): each report
/// moves those factors most that had a large share in the prompt and are least certain. A kind that
/// has not been seen keeps its factor of 1, with which ``TokenEstimator`` leans to the high side.
struct TokenCorrection: Sendable, Hashable {
  /// The variance of a factor of which nothing is known.
  static let unknown = 0.09
  /// By how much the estimate of a long prompt may miss even with the right factors, as a share.
  private static let noise = 0.08
  /// Tokens that a provider may add or leave out; they tell more than the text does in short prompts.
  private static let unseenTokens = 8.0
  /// What every report adds to all variances, so that old ones weigh less.
  private static let drift = 0.000_01
  /// An upstream that counts something else (pictures, its own instructions) must not spoil budgets.
  private static let bounds = 0.15...2.0
  /// How many standard deviations are added while a factor is uncertain.
  private static let caution = 0.3

  private(set) var factors = SIMD32<Double>(repeating: 1)
  /// The covariance of the factors, row by row.
  private(set) var covariance = (0..<32).map { lane in
    var row = SIMD32<Double>()
    row[lane] = Self.unknown
    return row
  }

  init() {}

  /// Goes on with what was learned before; `nil` for numbers that cannot have been.
  init?(factors: SIMD32<Double>, covariance: [SIMD32<Double>]) {
    guard covariance.count == 32,
      (0..<32).allSatisfy({ lane in
        Self.bounds.contains(factors[lane]) && (0...Self.unknown).contains(covariance[lane][lane])
          && (0..<32).allSatisfy { abs(covariance[lane][$0]) <= Self.unknown }
      })
    else { return nil }
    self.factors = factors
    self.covariance = covariance
  }

  /// The tokens of a text that costs so much: what was learned, and a little more where that is
  /// uncertain, but not more than was estimated without having learned.
  func tokens(_ costs: TextCosts) -> Double {
    let whole = costs.sum
    let learned = (factors * costs.lanes).sum()
    let doubt = Self.caution * max(0, (costs.lanes * spread(costs.lanes)).sum()).squareRoot()
    return min(
      max(learned, min(whole, learned + doubt), whole * Self.bounds.lowerBound),
      whole * Self.bounds.upperBound)
  }

  /// Takes in what the upstream counted for a text beside what it costs here.
  mutating func learn(_ costs: TextCosts, reported count: Int) {
    let whole = costs.sum
    guard whole > 0, count > 0 else { return }
    let shares = costs.lanes / whole
    let ratio = min(
      max(Double(count) / whole, Self.bounds.lowerBound), Self.bounds.upperBound)
    let spread = spread(shares)
    let unseen = Self.unseenTokens / whole
    let variance = (shares * spread).sum() + Self.noise * Self.noise + unseen * unseen
    // One report that is far off says something about itself.
    let most = 3 * variance.squareRoot()
    let miss = min(max(ratio - (factors * shares).sum(), -most), most)
    let gain = spread / variance
    factors = (factors + gain * miss).clamped(
      lowerBound: SIMD32(repeating: Self.bounds.lowerBound),
      upperBound: SIMD32(repeating: Self.bounds.upperBound))
    for lane in covariance.indices {
      covariance[lane] -= spread * gain[lane]
      covariance[lane][lane] = min(max(0, covariance[lane][lane]) + Self.drift, Self.unknown)
    }
  }

  /// The covariance times a vector.
  private func spread(_ vector: SIMD32<Double>) -> SIMD32<Double> {
    var product = SIMD32<Double>()
    // Through pointers: copying rows of 256 bytes and asking for lanes one by one took most of the time.
    withUnsafeBytes(of: vector) { bytes in
      let lanes = bytes.assumingMemoryBound(to: Double.self)
      covariance.withUnsafeBufferPointer { rows in
        for (lane, value) in lanes.enumerated() where value != 0 && lane < rows.count {
          product.addProduct(rows[lane], value)
        }
      }
    }
    return product
  }
}
