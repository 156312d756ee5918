import ParleyConfig

extension Verb {
  /// `parley help [VERB…]`: the list of verbs, of one group, or all about one verb.
  static let help = Verb(
    ["help"], summary: "Tell how a verb is used",
    positionals: [
      PositionalSpec("VERB", .optionalMany, doc: "The verb, such as: knowledge load", kind: .verb)
    ]
  ) { invocation in
    let terminal = invocation.terminal
    let table = invocation.table
    let help = HelpText(table: table, width: terminal.width, bold: terminal.outputColour)
    var path: [String] = []
    for word in invocation.positionals {
      let words = table.words(below: path)
      guard words.contains(word) else {
        let command = ([VerbTable.program] + path).joined(separator: " ")
        throw UsageError(
          "'\(command)' has no verb '\(word)'" + NearestName.question(word, among: words),
          helpOf: command)
      }
      path.append(word)
    }
    if let verb = table.verb(at: path) {
      try terminal.data(help.page(of: verb))
    } else {
      try terminal.data(help.overview(of: path))
    }
  }
}
