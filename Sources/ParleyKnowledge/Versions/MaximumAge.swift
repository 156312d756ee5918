/// How old figures may be before they are said with their day.
package struct MaximumAge: Sendable, Hashable {
  package var price: Duration?
  package var stock: Duration?

  package init(price: Duration? = nil, stock: Duration? = nil) {
    self.price = price
    self.stock = stock
  }
}
