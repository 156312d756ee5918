/// The completion script for bash 4 and later. It needs no other package.
///
/// The script walks the words before the cursor: first those of the verb's path, then options with
/// their values and positionals, which it counts. Three tables drive it, as `case` statements.
struct BashCompletion {
  let table: VerbTable

  var script: String {
    """
    # bash completion for \(VerbTable.program); written by: \(VerbTable.program) completions bash

    # Prints the words that may follow the path of a group.
    _parley_verbs() {
      case $1 in
    \(verbCases.joined(separator: "\n"))
      esac
    }

    # Prints the options that the verb or group takes.
    _parley_options() {
      case $1 in
    \(optionCases.joined(separator: "\n"))
      esac
    }

    # Sets kind to what the option $2 of the verb $1 takes; empty for a flag.
    _parley_value() {
      kind= choices=
      case "$1 $2" in
    \(valueCases.joined(separator: "\n"))
      esac
    }

    # Sets kind to what the positional number $2 of the verb $1 is; empty when there is none.
    _parley_positional() {
      kind= choices=
      case "$1 $2" in
    \(positionalCases.joined(separator: "\n"))
      esac
    }

    \(Self.walk)
    """
  }

  private static let walk = #"""
    # Offers what begins with the word under the cursor.
    _parley_offer() {
      case $kind in
        file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        directory) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
        words) mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$cur") ;;
      esac
    }

    _parley() {
      local cur=${COMP_WORDS[COMP_CWORD]} path= word= option= kind= choices= literal= typed=
      local -i index position=0
      COMPREPLY=()
      for ((index = 1; index < COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        # Readline makes three words of --option=value.
        if [[ -n $option && $word == "=" ]]; then continue; fi
        if [[ -n $option ]]; then option=; continue; fi
        if [[ -z $literal && $word == "--" ]]; then literal=yes; continue; fi
        if [[ -z $literal && $word == -?* ]]; then
          _parley_value "$path" "$word"
          if [[ -n $kind ]]; then option=$word; fi
          continue
        fi
        if [[ " $(_parley_verbs "$path") " == *" $word "* ]]; then
          path+=${path:+ }$word
        else
          typed+=${typed:+ }$word
          position+=1
        fi
      done

      if [[ $cur == "=" && -n $option ]]; then cur=; fi
      if [[ -n $option ]]; then
        _parley_value "$path" "$option"
        _parley_offer
      elif [[ -z $literal && $cur == -* ]]; then
        kind=words choices=$(_parley_options "$path")
        _parley_offer
      elif [[ -n $(_parley_verbs "$path") ]]; then
        kind=words choices=$(_parley_verbs "$path")
        _parley_offer
      else
        _parley_positional "$path" "$position"
        if [[ $kind == verb ]]; then kind=words choices=$(_parley_verbs "$typed"); fi
        _parley_offer
      fi
    }

    complete -F _parley parley
    """#

  /// The program itself, the groups and the verbs: all places where something can be completed.
  private var groups: [[String]] { [[]] + table.groups }

  private var verbCases: [String] {
    groups.map { group in
      line(name(group), "echo \(CompletionScript.quoted(list(table.words(below: group))))")
    }
  }

  private var optionCases: [String] {
    let globals = GlobalOptions.specs(withData: false)
    let ofGroups = groups.map { (name($0), globals) }
    let ofVerbs = table.verbs.map { ($0.name, $0.allOptions) }
    return (ofGroups + ofVerbs).map { place, options in
      line(place, "echo \(CompletionScript.quoted(list(options.flatMap(\.spellings))))")
    }
  }

  private var valueCases: [String] {
    let globals = GlobalOptions.specs(withData: true).flatMap { option in
      option.spellings.compactMap { spelling in
        option.value.map { "    *\" \(spelling)\") \(assignment($0.kind)) ;;" }
      }
    }
    let own = table.verbs.flatMap { verb in
      verb.options.flatMap { option in
        option.spellings.compactMap { spelling in
          option.value.map { line("\(verb.name) \(spelling)", assignment($0.kind)) }
        }
      }
    }
    return globals + own
  }

  private var positionalCases: [String] {
    table.verbs.flatMap { verb in
      verb.positionals.enumerated().map { index, spec in
        spec.arity.isMany
          ? "    \(CompletionScript.quoted(verb.name + " "))*) \(assignment(spec.kind)) ;;"
          : line("\(verb.name) \(index)", assignment(spec.kind))
      }
    }
  }

  private func assignment(_ kind: ValueKind) -> String {
    switch kind {
    case .text: "kind=text"
    case .file: "kind=file"
    case .directory: "kind=directory"
    case .verb: "kind=verb"
    case .words(let words): "kind=words choices=\(CompletionScript.quoted(list(words)))"
    }
  }

  private func line(_ pattern: String, _ command: String) -> String {
    "    \(CompletionScript.quoted(pattern))) \(command) ;;"
  }

  private func name(_ path: [String]) -> String { path.joined(separator: " ") }
  private func list(_ words: [String]) -> String { words.joined(separator: " ") }
}
