/// An argument of a verb that is told by its place.
struct PositionalSpec: Sendable, Hashable {
  enum Arity: Sendable, Hashable {
    case one
    case optional
    /// At least one.
    case many
    case optionalMany

    var isRequired: Bool { self == .one || self == .many }
    var isMany: Bool { self == .many || self == .optionalMany }
  }

  /// In capitals, as help and errors call it.
  let name: String
  let arity: Arity
  let doc: String
  let kind: ValueKind

  init(_ name: String, _ arity: Arity = .one, doc: String, kind: ValueKind = .text) {
    self.name = name
    self.arity = arity
    self.doc = doc
    self.kind = kind
  }

  /// The name with `...` when several may follow.
  var form: String { arity.isMany ? name + "..." : name }
}
