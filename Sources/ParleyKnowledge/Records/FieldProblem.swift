/// Why a value does not fit its field.
struct FieldProblem: Error, Hashable {
  var reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
