import ParleyPlugin

extension CrossChecks {
  /// How much of the smallest context instructions may take before it is mentioned, in percent.
  private static let instructionShare = 25

  /// Checks a persona's instructions and the variables in them.
  mutating func checkInstructions(_ persona: JSONValue, _ path: String) {
    let own = (persona["variables"]?.object ?? [:]).keys.sorted()
    for name in own {
      if InstructionVariables.isName(name) == false {
        report("\(path).variables.\(name)", "a variable's name has letters, digits and '_' only")
      } else if ConfigurationSchema.builtinVariables.contains(name) {
        report("\(path).variables.\(name)", "'\(name)' is filled in by Parley; choose another name")
      }
    }
    guard let instructions = persona["instructions"]?.string else { return }
    let known = own + ConfigurationSchema.builtinVariables
    let used = InstructionVariables.names(in: instructions)
    for name in used where !known.contains(name) {
      report(
        "\(path).instructions",
        "unknown variable '{{\(name.prefix(80))}}'" + NearestName.advice(name, among: known))
    }
    for name in own where !used.contains(name) {
      report(
        "\(path).variables.\(name)", "the instructions do not use '{{\(name)}}'", severity: .warning
      )
    }
    if let line = InstructionVariables.lineOfStrayBraces(in: instructions) {
      report(
        "\(path).instructions",
        "the braces in line \(line) of the instructions do not pair up and are sent as they stand; a variable is written {{name}}",
        severity: .warning)
    }
    checkLength(of: instructions, persona, path)
  }

  /// Mentions instructions that leave little room in the smallest upstream of the persona.
  private mutating func checkLength(
    of instructions: String, _ persona: JSONValue, _ path: String
  ) {
    let wanted = persona["upstreams"]?.array?.compactMap(\.string) ?? names(in: "upstreams")
    let upstreams = entries("upstreams").filter { upstream in
      // The built-in model reads no instructions.
      upstream["provider"]?.string != "extractive"
        && upstream["name"]?.string.map(wanted.contains) ?? false
    }
    let contexts = upstreams.compactMap { upstream -> (name: String, tokens: Int)? in
      guard let name = upstream["name"]?.string, let tokens = upstream["context_tokens"]?.integer
      else { return nil }
      return (name, tokens)
    }
    guard let smallest = contexts.min(by: { $0.tokens < $1.tokens }) else { return }
    // Four bytes a token is usual for text in English, and less than what others need.
    let needed = instructions.utf8.count / 4
    if needed > smallest.tokens / 100 * Self.instructionShare {
      report(
        "\(path).instructions",
        "about \(needed) tokens: more than \(Self.instructionShare)% of the \(smallest.tokens) of upstream '\(smallest.name)'; every turn pays for them",
        severity: .warning)
    }
  }
}
