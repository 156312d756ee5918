/// The completion script for zsh: one function for the program and for each group and verb, built on
/// `_arguments`. It works from `fpath` and when it is sourced.
struct ZshCompletion {
  let table: VerbTable

  var script: String {
    let groups = ([[]] + table.groups).map(function(ofGroup:))
    let verbs = table.verbs.map(function(of:))
    return """
      #compdef \(VerbTable.program)
      # zsh completion for \(VerbTable.program); written by: \(VerbTable.program) completions zsh

      \((groups + verbs).joined(separator: "\n\n"))

      if [[ $funcstack[1] == _parley ]]; then
        _parley "$@"
      else
        compdef _parley \(VerbTable.program)
      fi
      """
  }

  private func function(ofGroup group: [String]) -> String {
    let words = table.words(below: group)
    let specs = GlobalOptions.specs(withData: false).map(argument)
    let described = words.map { "    " + quoted("\($0):\(summary(of: group + [$0]))") }
    let dispatch = words.map { "        \($0)) \(functionName(group + [$0])) && result=0 ;;" }
    return """
      \(functionName(group))() {
        local curcontext="$curcontext" state state_descr line result=1
        local -A opt_args
        local -a verbs
        verbs=(
      \(described.joined(separator: "\n"))
        )
        _arguments -C -s -S \\
      \(specs.map { "    \($0) \\" }.joined(separator: "\n"))
          '1:verb:->verb' \\
          '*::argument:->argument' && result=0
        case $state in
          verb) _describe -t verbs verb verbs && result=0 ;;
          argument)
            case $line[1] in
      \(dispatch.joined(separator: "\n"))
            esac
            ;;
        esac
        return result
      }
      """
  }

  private func function(of verb: Verb) -> String {
    let options = verb.allOptions.map(argument)
    let positionals = verb.positionals.enumerated().map { index, spec in
      let place = spec.arity.isMany ? "*" : "\(index + 1)"
      let colons = spec.arity == .optional ? "::" : ":"
      return quoted("\(place)\(colons)\(escaped(spec.name)):\(action(spec.kind))")
    }
    return """
      \(functionName(verb.path))() {
        _arguments -s -S \\
      \((options + positionals).map { "    \($0)" }.joined(separator: " \\\n"))
      }
      """
  }

  /// An option as `_arguments` wants it: `'(-p --persona)'{-p,--persona}'[doc]:P: '`. A long option
  /// takes its value after a space or a `=`, a short one at once or after a space.
  private func argument(_ option: OptionSpec) -> String {
    let value = option.value.map { ":\(escaped($0.name)):\(action($0.kind))" } ?? ""
    let tail = quoted("[\(escaped(option.doc))]\(value)")
    let long = "--\(option.name)" + (option.value == nil ? "" : "=")
    guard let short = option.short else { return (option.repeatable ? "'*'" : "") + long + tail }
    let forms = "{-\(short)\(option.value == nil ? "" : "+"),\(long)}"
    return
      (option.repeatable ? "'*'" : quoted("(-\(short) --\(option.name))")) + forms + tail
  }

  private func action(_ kind: ValueKind) -> String {
    switch kind {
    case .text: " "
    case .file: "_files"
    case .directory: "_files -/"
    case .verb: "(\(table.words(below: []).joined(separator: " ")))"
    case .words(let words): "(\(words.joined(separator: " ")))"
    }
  }

  private func summary(of path: [String]) -> String {
    escaped(table.verb(at: path)?.summary ?? table.words(below: path).joined(separator: ", "))
  }

  private func functionName(_ path: [String]) -> String {
    (["_" + VerbTable.program] + path).joined(separator: "_")
  }

  /// What `_arguments` and `_describe` would read as the end of a part.
  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if ":[]\\".contains(character) { escaped += "\\" }
      escaped.append(character)
    }
  }

  private func quoted(_ text: String) -> String { CompletionScript.quoted(text) }
}
