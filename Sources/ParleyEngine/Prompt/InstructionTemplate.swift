import ParleyDomain
import ParleyPlugin

/// A persona's instructions with their `{{variables}}` filled in.
struct InstructionTemplate {
  let text: String

  /// Replaces `{{name}}` by its value. Unknown names stay as they are written:
  /// `parley config check` has refused them before.
  func filled(with values: [String: String]) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      let name = rest[open.upperBound..<close.lowerBound]
      result += rest[..<open.lowerBound]
      result += values[String(name.trimmed())] ?? "{{\(name)}}"
      rest = rest[close.upperBound...]
    }
    return result + rest
  }

  /// The built-in variables and the persona's own, which win.
  static func values(for persona: Persona, at now: Timestamp) -> [String: String] {
    [
      "date": now.day, "time": String(now.description.dropFirst(11).prefix(5)) + " UTC",
      "persona": persona.name, "label": persona.label,
    ].merging(persona.variables) { _, own in own }
  }
}

extension Substring {
  fileprivate func firstRange(of target: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(target) {
        return start..<index(start, offsetBy: target.count)
      }
      formIndex(after: &start)
    }
    return nil
  }

  fileprivate func trimmed() -> Substring {
    drop { $0 == " " }.reversedTrim()
  }

  private func reversedTrim() -> Substring {
    var result = self
    while result.last == " " { result = result.dropLast() }
    return result
  }
}
