import ParleyPlugin

extension CrossChecks {
  mutating func checkPersonas() {
    for (index, persona) in entries("personas").enumerated() {
      let path = "personas[\(index)]"
      checkReferences(
        "\(path).upstreams", persona["upstreams"], to: "upstreams", as: "upstream")
      checkReferences("\(path).plugins", persona["plugins"], to: "plugins", as: "plugin")
      checkBudget(persona, "\(path).budget")
      checkVariables(persona, path)
    }
  }

  private mutating func checkBudget(_ persona: JSONValue, _ path: String) {
    let shares = ["knowledge", "memory", "history"].map { key -> Int in
      guard let text = persona["budget"]?[key]?.string,
        case .percent(let percent)? = TokenShare(text)
      else { return 0 }
      return percent
    }
    let sum = shares.reduce(0, +)
    if sum > 100 {
      report(
        path, "knowledge, memory and history together are \(sum)% of the context; at most 100%")
    }
  }

  private mutating func checkVariables(_ persona: JSONValue, _ path: String) {
    let own = persona["variables"]?.object ?? [:]
    for name in own.keys.sorted() {
      if InstructionVariables.isName(name) == false {
        report("\(path).variables.\(name)", "a variable's name has letters, digits and '_' only")
      } else if ConfigurationSchema.builtinVariables.contains(name) {
        report("\(path).variables.\(name)", "'\(name)' is filled in by Parley; choose another name")
      }
    }
    guard let instructions = persona["instructions"]?.string else { return }
    let known = own.keys.sorted() + ConfigurationSchema.builtinVariables
    for name in InstructionVariables.names(in: instructions) where !known.contains(name) {
      report(
        "\(path).instructions",
        "unknown variable '{{\(name.prefix(80))}}'" + NearestName.advice(name, among: known))
    }
  }
}

/// The `{{variables}}` of a persona's instructions.
package enum InstructionVariables {
  /// The names in order, each once; spaces inside the braces do not count.
  package static func names(in text: String) -> [String] {
    var names: [String] = []
    var rest = text.utf8[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
      rest = rest[rest.index(after: open)...]
      guard rest.first == UInt8(ascii: "{") else { continue }
      let inside = rest.dropFirst()
      let name = inside.prefix { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") && $0 != 10 }
      guard inside[name.endIndex...].starts(with: "}}".utf8) else { continue }
      rest = inside[name.endIndex...].dropFirst(2)
      let text = trimmed(name)
      if !text.isEmpty, !names.contains(text) { names.append(text) }
    }
    return names
  }

  /// Letters, digits and `_`, not beginning with a digit.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
      default: false
      }
    }
  }

  private static func trimmed(_ text: Substring.UTF8View.SubSequence) -> String {
    let front = text.drop { $0 == 0x20 || $0 == 0x09 }
    var end = front
    while let last = end.last, last == 0x20 || last == 0x09 { end = end.dropLast() }
    return String(Substring(end))
  }
}
