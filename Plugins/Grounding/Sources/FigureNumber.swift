/// A number as a text gives it, exact to four decimals: ten-thousandths.
struct FigureNumber: Sendable, Hashable, Comparable {
  let tenThousandths: Int64

  init(tenThousandths: Int64) {
    self.tenThousandths = tenThousandths
  }

  init?(_ value: Int) {
    let (product, isTooLarge) = Int64(value).multipliedReportingOverflow(by: 10_000)
    guard !isTooLarge else { return nil }
    tenThousandths = product
  }

  /// `nil` beyond 900 trillion, and for what is no number.
  init?(_ value: Double) {
    guard let scaled = Int64(exactly: (value * 10_000).rounded()) else { return nil }
    tenThousandths = scaled
  }

  static func < (left: FigureNumber, right: FigureNumber) -> Bool {
    left.tenThousandths < right.tenThousandths
  }

  static func + (left: FigureNumber, right: FigureNumber) -> FigureNumber {
    FigureNumber(tenThousandths: left.tenThousandths &+ right.tenThousandths)
  }

  /// How far apart two numbers are.
  func distance(to other: FigureNumber) -> FigureNumber {
    FigureNumber(tenThousandths: max(self, other).tenThousandths &- min(self, other).tenThousandths)
  }

  /// `nil` when the product is too large.
  func times(_ quantity: Int64) -> FigureNumber? {
    let (product, isTooLarge) = tenThousandths.multipliedReportingOverflow(by: quantity)
    return isTooLarge ? nil : FigureNumber(tenThousandths: product)
  }

  /// The number without its decimals, when it has none.
  var whole: Int64? {
    tenThousandths % 10_000 == 0 ? tenThousandths / 10_000 : nil
  }

  /// Whether the other number is at most a tenth away.
  func isNear(_ other: FigureNumber) -> Bool {
    distance(to: other).tenThousandths <= other.tenThousandths.magnitude / 10
  }
}
