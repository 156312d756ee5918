/// Scripts that complete command lines, written from the table.
enum CompletionScript {
  enum Shell: String, CaseIterable {
    case bash
    case zsh
    case fish
  }

  static func script(for shell: Shell, _ table: VerbTable) -> String {
    switch shell {
    case .bash: bash(table)
    case .zsh: zsh(table)
    case .fish: fish(table)
    }
  }

  static func bash(_ table: VerbTable) -> String { BashCompletion(table: table).script }
  static func zsh(_ table: VerbTable) -> String { ZshCompletion(table: table).script }
  static func fish(_ table: VerbTable) -> String { FishCompletion(table: table).script }

  /// A word that a shell takes literally. bash and zsh agree on it.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }
}
