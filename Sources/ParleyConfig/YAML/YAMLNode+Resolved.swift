package import ParleyPlugin

extension YAMLNode {
  /// The value that the YAML 1.2 core schema reads here, for places where any value may stand.
  ///
  /// Plain `null`, `true`, `12`, `0x1F`, `0o17`, `1.5` become what they look like; quoted and block
  /// text stays text. Text also stays: numbers with leading zeros (`0123456789` is an ISBN), numbers
  /// that no `Int` or finite `Double` holds, `.inf` and `.nan`.
  package func resolved() -> JSONValue {
    switch content {
    case .scalar(let text, .plain): Self.resolvedPlain(text)
    case .scalar(let text, _): .string(text)
    case .sequence(let elements): .array(elements.map { $0.resolved() })
    case .mapping(let entries):
      .object(
        Dictionary(
          entries.map { ($0.key.text ?? "", $0.value.resolved()) },
          uniquingKeysWith: { _, last in last }))
    }
  }

  private static func resolvedPlain(_ text: String) -> JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default: return CoreNumber(text)?.value ?? .string(text)
    }
  }
}

/// A number as the YAML 1.2 core schema writes it.
struct CoreNumber {
  let value: JSONValue

  /// `nil` for text that is no number, or one that would lose digits.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, bytes.count <= 64 else { return nil }
    if bytes.starts(with: Array("0x".utf8)) || bytes.starts(with: Array("0o".utf8)) {
      let radix = bytes[1] == UInt8(ascii: "x") ? 16 : 8
      guard bytes.dropFirst(2).allSatisfy({ $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }),
        let number = Int(text.dropFirst(2), radix: radix)
      else { return nil }
      value = .integer(number)
      return
    }
    let isSigned = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    var rest = bytes[(isSigned ? 1 : 0)...]
    let whole = Self.takeDigits(&rest)
    if whole.count > 1, whole.first == UInt8(ascii: "0") { return nil }
    if rest.isEmpty {
      guard !whole.isEmpty, let number = Int(text) else { return nil }
      value = .integer(number)
      return
    }
    guard Self.isFraction(&rest, hasWhole: !whole.isEmpty), let number = Double(text),
      number.isFinite
    else { return nil }
    value = .number(number)
  }

  /// Reads `(\.[0-9]*)?([eE][-+]?[0-9]+)?` to the end; without a whole part a digit has to follow
  /// the point.
  private static func isFraction(_ rest: inout ArraySlice<UInt8>, hasWhole: Bool) -> Bool {
    var hasDigits = hasWhole
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      if !takeDigits(&rest).isEmpty { hasDigits = true }
    }
    guard hasDigits else { return false }
    guard let exponent = rest.first else { return true }
    guard exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") else { return false }
    rest.removeFirst()
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    return !takeDigits(&rest).isEmpty && rest.isEmpty
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(digits.count)
    return digits
  }
}
