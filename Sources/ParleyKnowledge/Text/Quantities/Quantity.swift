/// A number of some unit, or of none that is written.
struct Measure: Sendable, Hashable {
  var value: Double
  var unit: MeasureUnit?

  /// How far two figures of one thing may be apart: labels round ("1 lb (454 g)"), but half an inch
  /// is not 13 mm.
  static let mostRounding = 0.002

  /// Whether both say the same, in whatever units. A number without unit may have had a sign.
  func isSame(as other: Measure) -> Bool {
    switch (unit, other.unit) {
    case (let unit?, let otherUnit?):
      unit.dimension == otherUnit.dimension
        && Self.isNear(value * unit.factor, other.value * otherUnit.factor)
    case (let unit?, nil): isSame(value, unit, asBare: other.value)
    case (nil, let unit?): isSame(other.value, unit, asBare: value)
    case (nil, nil): value == other.value
    }
  }

  private func isSame(_ value: Double, _ unit: MeasureUnit, asBare number: Double) -> Bool {
    value == number
      || MeasureUnit.all(of: unit.dimension).contains {
        $0.traits.contains(.sign) && Self.isNear(value * unit.factor, number * $0.factor)
      }
  }

  /// The same in another unit of the dimension.
  func converted(to other: MeasureUnit) -> Double? {
    guard let unit, unit.dimension == other.dimension else { return nil }
    return unit == other ? value : value * unit.factor / other.factor
  }

  static func isNear(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= mostRounding * max(abs(left), abs(right))
  }
}

/// How much of something: one measure, or the sides of a thing in their order ("5 ft x 8 ft").
struct Quantity: Sendable, Hashable {
  var measures: [Measure]

  /// Whether this is the other, or one or several neighbouring sides of it: a board of 2 x 4 in. is
  /// 8 ft. long as well.
  func isPart(of other: Quantity) -> Bool {
    guard !measures.isEmpty, measures.count <= other.measures.count else { return false }
    return (0...other.measures.count - measures.count).contains { start in
      zip(measures, other.measures[start...]).allSatisfy { $0.isSame(as: $1) }
    }
  }

  /// Sides without a unit have that of the next side with one: "5 x 8 ft".
  mutating func shareUnits() {
    var unit: MeasureUnit?
    for index in measures.indices.reversed() {
      unit = measures[index].unit ?? unit
      measures[index].unit = unit
    }
  }
}
