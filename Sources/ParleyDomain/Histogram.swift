/// Counts of values up to each of some bounds, and their sum.
package struct Histogram: Sendable, Hashable {
  package let bounds: [Double]
  /// For each bound, how many values do not exceed it.
  package private(set) var counts: [Int]
  package private(set) var sum = 0.0
  package private(set) var count = 0

  /// - Parameter bounds: In ascending order.
  package init(bounds: [Double]) {
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count)
  }

  package mutating func add(_ value: Double) {
    count += 1
    sum += value
    for (position, bound) in bounds.enumerated() where value <= bound { counts[position] += 1 }
  }
}
