/// A quantity of a request, with the records that have it written otherwise.
struct ExpandedQuantity {
  /// What another way to write a quantity adds to a record's relevance, beside the request's own. A
  /// size says less of what a thing is than all of its words by themselves would.
  static let weight: Float = 0.4
  /// How sure it is that a name has the request's words when it has the quantity.
  static let certainty: Float = 0.95

  let quantity: Quantity
  /// Which of the expanded words it takes.
  let places: [Int]
  /// In ascending order.
  let records: [Int32]
  /// Where each of ``records`` has it.
  let counts: [FieldCounts]
}
