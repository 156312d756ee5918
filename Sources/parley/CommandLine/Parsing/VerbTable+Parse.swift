import ParleyConfig

extension VerbTable {
  /// Reads a command line, without the program's name.
  ///
  /// Options and positionals may mix; `--` ends the options; the options of every verb may also stand
  /// before the verb. `--help` wins over everything that is wrong beside it.
  func parse(_ arguments: [String]) throws(UsageError) -> ParsedArguments {
    var rest = arguments[...]
    var reader = OptionReader(
      options: GlobalOptions.specs(withData: true), command: Self.program)
    if let help = help(arguments) { return help }
    if rest.first == "--version" { rest[rest.startIndex] = "version" }

    let verb = try findVerb(&rest, &reader)
    reader.options = verb.allOptions
    reader.command = verb.fullName
    if !verb.hasData && reader.values[GlobalOptions.json.name] != nil {
      // Only read before the verb; behind it the reader itself refuses.
      throw UsageError("'\(verb.fullName)' has no option '--json'", helpOf: verb.fullName)
    }
    let positionals = try readArguments(&rest, &reader)
    try check(positionals, of: verb)
    return ParsedArguments(verb: verb, values: reader.values, positionals: positionals)
  }

  /// The help that was asked for by option: that of the verb which stands before or after it.
  private func help(_ arguments: [String]) -> ParsedArguments? {
    let arguments = arguments.prefix { $0 != "--" }
    guard arguments.contains(where: { GlobalOptions.help.spellings.contains($0) }) else {
      return nil
    }
    var path: [String] = []
    for word in arguments where verb(at: path) == nil && words(below: path).contains(word) {
      path.append(word)
    }
    return ParsedArguments(verb: .help, values: [:], positionals: path)
  }

  private func findVerb(
    _ rest: inout ArraySlice<String>, _ reader: inout OptionReader
  ) throws(UsageError) -> Verb {
    var path: [String] = []
    while let argument = rest.popFirst() {
      if argument.hasPrefix("-") && argument != "-" && argument != "--" {
        try reader.read(argument, &rest)
        continue
      }
      guard words(below: path).contains(argument) else { throw unknown(argument, below: path) }
      path.append(argument)
      if let verb = verb(at: path) { return verb }
    }
    if path.isEmpty { throw UsageError("no verb given", overview: []) }
    let group = path.joined(separator: " ")
    throw UsageError(
      "'\(Self.program) \(group)' needs one of: "
        + words(below: path).joined(separator: ", "), overview: path)
  }

  private func unknown(_ word: String, below path: [String]) -> UsageError {
    let command = ([Self.program] + path).joined(separator: " ")
    let question =
      if let verb = verbs.first(where: { $0.path.last == word }) {
        "; did you mean '\(verb.name)'?"
      } else {
        NearestName.question(word, among: words(below: path))
      }
    return UsageError("'\(command)' has no verb '\(word)'\(question)", helpOf: command)
  }

  private func readArguments(
    _ rest: inout ArraySlice<String>, _ reader: inout OptionReader
  ) throws(UsageError) -> [String] {
    var positionals: [String] = []
    while let argument = rest.popFirst() {
      if argument == "--" {
        positionals += rest
        break
      }
      if argument.hasPrefix("-") && argument != "-" {
        try reader.read(argument, &rest)
      } else {
        positionals.append(argument)
      }
    }
    return positionals
  }

  private func check(_ given: [String], of verb: Verb) throws(UsageError) {
    let specs = verb.positionals
    if given.count < specs.count, specs[given.count].arity.isRequired {
      throw UsageError(
        "'\(verb.fullName)' needs \(specs[given.count].name): \(specs[given.count].doc)",
        helpOf: verb.fullName)
    }
    if given.count > specs.count, specs.last?.arity.isMany != true {
      throw UsageError(
        "'\(verb.fullName)' does not know what to do with '\(given[specs.count])'"
          + (specs.isEmpty ? "" : "; words that belong together need quotes"),
        helpOf: verb.fullName)
    }
    for (index, word) in given.enumerated() {
      guard let spec = index < specs.count ? specs[index] : specs.last,
        let words = spec.kind.words, !words.contains(word)
      else { continue }
      throw UsageError(
        "\(spec.name) is \(words.alternatives), not '\(word)'"
          + NearestName.question(word, among: words), helpOf: verb.fullName)
    }
  }
}
