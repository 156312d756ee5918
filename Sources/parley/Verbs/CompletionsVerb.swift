extension Verb {
  /// `parley completions bash|zsh|fish`: a script that completes verbs, options and files.
  static let completions = Verb(
    ["completions"], summary: "Print a script that completes command lines in a shell",
    discussion: """
      Examples:
        source <(parley completions bash)
        parley completions zsh > "${fpath[1]}/_parley"
        parley completions fish > ~/.config/fish/completions/parley.fish
      """,
    positionals: [
      PositionalSpec(
        "SHELL", doc: "The shell to write for",
        kind: .words(CompletionScript.Shell.allCases.map(\.rawValue)))
    ]
  ) { invocation in
    guard let shell = invocation.positionals.first.flatMap(CompletionScript.Shell.init) else {
      throw UsageError("no shell given", helpOf: invocation.verb.fullName)
    }
    try invocation.terminal.data(CompletionScript.script(for: shell, invocation.table))
  }
}
