/// The header fields of a request, in the order in which they came. Names are looked up whatever
/// their case.
package struct HTTPMessageHeaders: Sendable {
  /// Every field: the name as it was sent, the value without surrounding blanks.
  package private(set) var fields: [(name: String, value: String)]

  package init(_ fields: [(name: String, value: String)] = []) {
    self.fields = fields
  }

  /// The first value under this name. The request guard lets at most one through of those fields
  /// that requests are decided by (``RequestGuard/uniqueFields``).
  package subscript(name: String) -> String? {
    fields.first { $0.name.equalsIgnoringCase(name) }?.value
  }

  /// All values under this name, in order.
  package func values(_ name: String) -> [String] {
    fields.filter { $0.name.equalsIgnoringCase(name) }.map(\.value)
  }

  package mutating func append(_ name: String, _ value: String) {
    fields.append((name, value))
  }
}

extension String {
  /// Compares as HTTP compares names: the letters A-Z equal a-z, nothing else is folded.
  func equalsIgnoringCase(_ other: String) -> Bool {
    utf8.elementsEqual(other.utf8) { $0.lowercasedASCII == $1.lowercasedASCII }
  }
}

extension UInt8 {
  var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
