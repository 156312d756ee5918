/// Which of the figures that change from day to day a row of a source tells.
package struct ToldFigures: OptionSet, Sendable, Hashable {
  package let rawValue: Int64

  package init(rawValue: Int64) {
    self.rawValue = rawValue
  }

  /// Of price and sale price.
  package static let price = ToldFigures(rawValue: 1)
  /// Of stock and availability.
  package static let stock = ToldFigures(rawValue: 2)
  /// A whole record tells both, also by leaving one out.
  package static let all: ToldFigures = [.price, .stock]
}
