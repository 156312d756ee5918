import ParleyPlugin

/// How a correction is kept over a restart: `{kinds, factors[32], covariance[528]}`, of the covariance
/// one half, row by row up to the diagonal.
extension TokenCorrection {
  /// Changes with the kinds of text, so that what was learned for others is not used.
  private static let kinds = 1

  var json: JSONValue {
    [
      "kinds": .integer(Self.kinds),
      "factors": .array((0..<32).map { .number(factors[$0]) }),
      "covariance": .array(
        (0..<32).flatMap { row in (0...row).map { .number(covariance[row][$0]) } }),
    ]
  }

  /// `nil` when it is not what this version writes.
  init?(_ json: JSONValue) {
    guard json["kinds"]?.integer == Self.kinds, let factors = Self.numbers(json["factors"]),
      let half = Self.numbers(json["covariance"]), factors.count == 32, half.count == 528
    else { return nil }
    var covariance = [SIMD32<Double>](repeating: SIMD32(), count: 32)
    var next = half.makeIterator()
    for row in 0..<32 {
      for column in 0...row {
        let value = next.next() ?? 0
        covariance[row][column] = value
        covariance[column][row] = value
      }
    }
    self.init(factors: SIMD32(factors), covariance: covariance)
  }

  private static func numbers(_ value: JSONValue?) -> [Double]? {
    guard let elements = value?.array else { return nil }
    let numbers = elements.compactMap(\.number)
    return numbers.count == elements.count ? numbers : nil
  }
}
