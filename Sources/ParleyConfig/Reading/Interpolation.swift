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
    var rest = written[...]
    while let dollar = rest.firstIndex(of: "$") {
      result.text += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if rest.first == "$" {
        result.text += "$"
        rest = rest.dropFirst()
      } else if rest.first == "{" {
        rest = reference(rest.dropFirst(), &result)
      } else {
        result.text += "$"
      }
    }
    result.text += rest
    return result
  }

  /// Takes what follows `${` and returns what follows its `}`.
  private func reference(_ text: Substring, _ result: inout Result) -> Substring {
    guard let end = text.firstIndex(of: "}") else {
      result.faults.append("'${' without '}'; write '$$' for a dollar")
      return ""
    }
    let inside = text[..<end]
    let rest = text[text.index(after: end)...]
    let name = inside.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    let tail = inside[name.endIndex...]
    guard let first = name.first, !first.isNumber, tail.isEmpty || tail.hasPrefix(":-") else {
      result.faults.append(
        "'${\(inside.prefix(60))}' is no variable; write ${NAME}, ${NAME:-default}, or '$$' for a dollar"
      )
      return rest
    }
    let value = environment[String(name)] ?? ""
    if tail.contains("${") {
      result.faults.append(
        "the default of ${\(name)} holds another variable, which is not supported")
    } else if !value.isEmpty {
      result.text += value
    } else if tail.isEmpty {
      let state = environment[String(name)] == nil ? "not set" : "empty"
      result.faults.append(
        "environment variable \(name) is \(state); set it, or write ${\(name):-default}")
    } else {
      result.text += tail.dropFirst(2)
    }
    result.isFilled = true
    return rest
  }
}
