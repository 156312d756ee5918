/// What is wrong with a row: why it was refused, or, as a warning, what is odd about it.
package struct RowMessage: Sendable, Hashable, CustomStringConvertible {
  package var place: SourcePlace
  /// The field or column; `nil` when the whole row is meant.
  package var field: String?
  /// What is wrong and what to write instead.
  package var reason: String

  package init(place: SourcePlace, field: String? = nil, reason: String) {
    self.place = place
    self.field = field
    self.reason = reason
  }

  /// `file:line: field: reason`.
  package var description: String {
    field.map { "\(place): \($0): \(reason)" } ?? "\(place): \(reason)"
  }
}
