/// Fills `${NAME}` and `${NAME:-default}` in from the environment; `$$` is a dollar.
///
/// Every other `$` stands for itself.
struct Interpolation {
  let environment: [String: String]

  struct Result {
    var text: String
    /// Whether anything came from a variable or its default.
    var isFilled = false
    /// What is wrong; messages name variables, never values.
    var faults: [String] = []
  }

  func fill(_ written: String) -> Result {
    guard written.utf8.contains(UInt8(ascii: "$")) else { return Result(text: written) }
    var result = Result(text: "")
    // By scalars, so that a combining mark behind a sign does not hide it.
    var rest = written.unicodeScalars[...]
    while let dollar = rest.firstIndex(of: "$") {
      result.text.unicodeScalars += rest[..<dollar]
      rest = rest[dollar...].dropFirst()
      if rest.first == "$" {
        result.text += "$"
        rest = rest.dropFirst()
      } else if rest.first == "{" {
        rest = reference(rest.dropFirst(), &result)
      } else {
        result.text += "$"
      }
    }
    result.text.unicodeScalars += rest
    return result
  }

  /// Takes what follows `${` and returns what follows its `}`.
  private func reference(
    _ text: Substring.UnicodeScalarView, _ result: inout Result
  ) -> Substring.UnicodeScalarView {
    guard let end = text.firstIndex(of: "}") else {
      result.faults.append("'${' without '}'; write '$$' for a dollar")
      return text.suffix(0)
    }
    let inside = String(text[..<end])
    let letters = text[..<end].prefix(while: Self.isNameScalar)
    let (name, tail) = (String(letters), String(text[letters.endIndex..<end]))
    if !InstructionVariables.isName(name) || !(tail.isEmpty || tail.hasPrefix(":-")) {
      result.faults.append(
        "'${\(inside.prefix(60))}' is no variable; write ${NAME}, ${NAME:-default}, or '$$' for a dollar"
      )
    } else if tail.contains("${") {
      result.faults.append(
        "the default of ${\(name)} holds another variable, which is not supported")
    } else if let value = environment[name], !value.isEmpty {
      result.text += value
    } else if tail.isEmpty {
      let state = environment[name] == nil ? "not set" : "empty"
      result.faults.append(
        "environment variable \(name) is \(state); set it, or write ${\(name):-default}")
    } else {
      result.text += tail.dropFirst(2)
    }
    result.isFilled = true
    return text[end...].dropFirst()
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}
