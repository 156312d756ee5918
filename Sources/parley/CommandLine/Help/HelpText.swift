/// The help of the program, of a group and of a verb, written from the table.
struct HelpText {
  let table: VerbTable
  /// Columns of the terminal.
  let width: Int
  /// Whether headings are set off with the terminal's bold face.
  let bold: Bool

  /// The verbs below a group; all of them for the empty path.
  func overview(of group: [String]) -> String {
    let command = ([VerbTable.program] + group).joined(separator: " ")
    let rows = table.verbs(below: group).map { verb in
      (name: verb.path.dropFirst(group.count).joined(separator: " "), text: verb.summary)
    }
    let lines =
      [heading("Usage:") + " \(command) VERB [ARGUMENTS] [OPTIONS]", ""]
      + section("Verbs", rows)
      + section("Options of every verb", GlobalOptions.specs(withData: false).map(row))
    return text(lines + ["'\(VerbTable.program) help VERB' tells more about a verb."])
  }

  /// All about one verb.
  func page(of verb: Verb) -> String {
    let usage = [verb.fullName, verb.positionalForm, "[OPTIONS]"].filter { !$0.isEmpty }
    let own = verb.options + (verb.hasData ? [GlobalOptions.json] : [])
    let arguments = verb.positionals.map { (name: $0.form, text: sentence($0.doc, of: $0.kind)) }
    var lines =
      [heading("Usage:") + " " + usage.joined(separator: " "), ""]
      + columns.wrap(verb.summary + ".") + [""]
      + section("Arguments", arguments)
      + section("Options", own.map(row))
      + section("Options of every verb", GlobalOptions.specs(withData: false).map(row))
    if !verb.discussion.isEmpty { lines += columns.paragraphs(verb.discussion) }
    return text(lines)
  }

  private var columns: TextColumns { TextColumns(width: width) }

  private func row(_ option: OptionSpec) -> (name: String, text: String) {
    let short = option.short.map { "-\($0), " } ?? "    "
    return (short + option.form, option.doc + (option.repeatable ? " (may be repeated)" : ""))
  }

  private func sentence(_ doc: String, of kind: ValueKind) -> String {
    kind.words.map { "\(doc): \($0.alternatives)" } ?? doc
  }

  private func section(_ title: String, _ rows: [(name: String, text: String)]) -> [String] {
    rows.isEmpty ? [] : [heading(title + ":")] + columns.table(rows) + [""]
  }

  private func heading(_ title: String) -> String {
    bold ? "\u{1B}[\(TextStyle.strong.code)m\(title)\u{1B}[0m" : title
  }

  /// Lines without blank ones at the end.
  private func text(_ lines: [String]) -> String {
    var lines = lines
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
