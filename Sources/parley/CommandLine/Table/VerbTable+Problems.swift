extension VerbTable {
  /// What is wrong with the table itself; a test keeps it empty.
  ///
  /// The parser relies on it: names are unique, no verb is also a group, positionals can be told
  /// apart by counting.
  var problems: [String] {
    var problems = repeated(verbs.map(\.name)).map { "verb '\($0)' stands twice" }
    for verb in verbs {
      if verb.path.isEmpty { problems.append("a verb has no name") }
      if isGroup(verb.path) { problems.append("'\(verb.name)' is a verb and a group") }
      problems += self.problems(of: verb)
    }
    return problems
  }

  private func problems(of verb: Verb) -> [String] {
    var problems: [String] = []
    let globals = GlobalOptions.specs(withData: true)
    for spelling in repeated((verb.options + globals).flatMap(\.spellings)) {
      problems.append("'\(verb.name)' has '\(spelling)' twice")
    }
    for name in repeated(verb.positionals.map(\.name)) {
      problems.append("'\(verb.name)' has \(name) twice")
    }
    for (spec, next) in zip(verb.positionals, verb.positionals.dropFirst()) {
      if spec.arity.isMany { problems.append("'\(verb.name)': \(spec.name) takes what follows it") }
      if next.arity.isRequired && !spec.arity.isRequired {
        problems.append("'\(verb.name)': \(next.name) is required after an optional \(spec.name)")
      }
    }
    return problems
  }

  private func repeated(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { !seen.insert($0).inserted }
  }
}
