/// A sort of figure that can be compared with a record.
enum FigureKind: String, CaseIterable, Sendable {
  case price
  case stock
  case isbn
  /// Item numbers, GTIN and EAN.
  case sku
  /// Of publication.
  case year
  case pages
  case percent
}
