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
  /// Where a pair of equal ASCII characters stands first.
  fileprivate func firstRange(of target: String) -> Range<Index>? {
    guard let byte = target.utf8.first else { return nil }
    var start = utf8.startIndex
    while let first = utf8[start...].firstIndex(of: byte) {
      let second = utf8.index(after: first)
      if second < utf8.endIndex, utf8[second] == byte { return first..<utf8.index(after: second) }
      start = second
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
