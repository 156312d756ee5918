/// A value of a column or of a statement's parameter.
package enum SQLiteValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])
}

extension SQLiteValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(stringLiteral value: String) { self = .text(value) }

  /// The number, or NULL for `nil`.
  package static func integer(orNull value: Int64?) -> SQLiteValue {
    value.map { .integer($0) } ?? .null
  }

  /// The text, or NULL for `nil`.
  package static func text(orNull value: String?) -> SQLiteValue {
    value.map { .text($0) } ?? .null
  }
}
