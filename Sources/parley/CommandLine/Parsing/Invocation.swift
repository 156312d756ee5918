/// One call of a verb: what was asked, and the surroundings that it may use.
struct Invocation: Sendable {
  let arguments: ParsedArguments
  /// The table that the verb stands in; help and completions read it.
  let table: VerbTable
  let terminal: Terminal
  let environment: [String: String]

  var verb: Verb { arguments.verb }
  var globals: GlobalOptions { arguments.globals }

  /// The configuration file to read: `--config`, else `PARLEY_CONFIG`, else `config.yaml` here.
  var configPath: String {
    globals.config ?? defaultConfigPath
  }

  /// All positionals in order; their number has been checked.
  var positionals: [String] { arguments.positionals }

  /// The value of an option, or `nil` when it was not given.
  func value(_ option: String) -> String? { values(option).last }

  /// The values of a repeatable option, in order.
  func values(_ option: String) -> [String] {
    assert(verb.allOptions.contains { $0.name == option }, "\(verb.name) declares no --\(option)")
    return arguments.values[option] ?? []
  }

  /// Whether a flag was given.
  func flag(_ option: String) -> Bool { !values(option).isEmpty }

  /// The value of an option as a whole number. Throws a ``UsageError`` that names the range.
  func integer(_ option: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "option '--\(option)' takes a whole number from \(range.lowerBound) to "
          + "\(range.upperBound), not '\(text)'", helpOf: verb.fullName)
    }
    return number
  }

  /// The positional of this name, the first when it takes several; `nil` when it was left out.
  func positional(_ name: String) -> String? { positionals(name).first }

  /// All that the positional of this name took.
  func positionals(_ name: String) -> [String] {
    guard let index = verb.positionals.firstIndex(where: { $0.name == name }) else {
      assertionFailure("\(verb.name) declares no \(name)")
      return []
    }
    let rest = positionals.dropFirst(index)
    return Array(verb.positionals[index].arity.isMany ? rest : rest.prefix(1))
  }
}
