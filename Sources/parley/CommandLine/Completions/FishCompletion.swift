/// The completion script for fish: one `complete` line for each word and option, under the condition
/// that the words before the cursor name its verb.
struct FishCompletion {
  let table: VerbTable

  var script: String {
    ([Self.conditions, "complete -c parley -f"]
      + ([[]] + table.groups).flatMap(lines(ofGroup:))
      + GlobalOptions.specs(withData: false).map { line($0, condition: nil) }
      + table.verbs.flatMap(lines(of:))).joined(separator: "\n")
  }

  private static let conditions = #"""
    # fish completion for parley; written by: parley completions fish

    # The words so far that are no options, one on each line.
    function __parley_words
      set -l tokens (commandline -opc)
      set -e tokens[1]
      set -l skip
      for token in $tokens
        if set -q skip[1]
          set -e skip[1]
          continue
        end
        switch $token
          case --config
            set skip yes
          case '-*'
          case '*'
            echo $token
        end
      end
    end

    # Whether these words, and no more, have been typed.
    function __parley_at
      set -l words (__parley_words)
      test "$words" = "$argv"
    end

    # Whether the words typed begin with these.
    function __parley_in
      set -l words (__parley_words)
      string match -q -- "$argv *" "$words "
    end
    """#

  private func lines(ofGroup group: [String]) -> [String] {
    table.words(below: group).map { word in
      let path = group + [word]
      let doc = table.verb(at: path)?.summary ?? table.words(below: path).joined(separator: ", ")
      return "complete -c parley -n \(quoted(condition("__parley_at", group))) -a \(word)"
        + " -d \(quoted(doc))"
    }
  }

  private func lines(of verb: Verb) -> [String] {
    let condition = condition("__parley_in", verb.path)
    let options = verb.options + (verb.hasData ? [GlobalOptions.json] : [])
    return options.map { line($0, condition: condition) }
      + verb.positionals.flatMap { spec -> [String] in
        let arguments = arguments(spec.kind)
        return arguments.isEmpty
          ? [] : ["complete -c parley -n \(quoted(condition)) \(arguments)"]
      }
  }

  private func line(_ option: OptionSpec, condition: String?) -> String {
    var parts = ["complete -c parley"]
    if let condition { parts.append("-n \(quoted(condition))") }
    if let short = option.short { parts.append("-s \(short)") }
    parts.append("-l \(option.name)")
    if let value = option.value {
      parts.append("-r")
      let arguments = arguments(value.kind)
      if !arguments.isEmpty { parts.append(arguments) }
    }
    parts.append("-d \(quoted(option.doc))")
    return parts.joined(separator: " ")
  }

  private func arguments(_ kind: ValueKind) -> String {
    switch kind {
    case .text: ""
    case .file: "-F"
    case .directory: "-a '(__fish_complete_directories)'"
    case .verb: "-a \(quoted(table.words(below: []).joined(separator: " ")))"
    case .words(let words): "-a \(quoted(words.joined(separator: " ")))"
    }
  }

  private func condition(_ function: String, _ path: [String]) -> String {
    ([function] + path).joined(separator: " ")
  }

  /// A word that fish takes literally: within quotes it knows `\'` and `\\`.
  private func quoted(_ text: String) -> String {
    "'"
      + text.reduce(into: "") { escaped, character in
        if "'\\".contains(character) { escaped += "\\" }
        escaped.append(character)
      } + "'"
  }
}
