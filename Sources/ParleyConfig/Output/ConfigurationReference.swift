package import ParleyPlugin

/// Writes the documentation of all settings from the table.
package enum ConfigurationReference {
  /// `docs/config.md`: a section for each top-level key, then one for each plugin.
  package static func markdown(
    plugins: [(name: String, summary: String, options: OptionSchema)]
  ) -> String {
    var text = """
      # Settings

      All settings of `config.yaml`. This page is generated from the table that also checks them:
      `parley config check` names what is wrong, `parley config show` prints what holds.

      Time spans carry their unit: `300ms`, `5s`, `30m`, `12h`, `180d`, `2w`; sizes too: `512KiB`, `64MiB`, `2GiB`.
      `${NAME}` takes a value from the environment and `${NAME:-default}` falls back; `$$` is a dollar.
      Secrets and instructions may stand in a file of their own: `{file: path}`. Relative paths are
      found from the folder of the configuration.

      A share of a persona's budget is written as percent of the context (`40%`), as tokens (`1200`), or as
      a mapping: `{share: 40%, min: 500, max: 60%, priority: 70}`, or with `tokens: 1200` in place of
      `share`. When the context is too small for all, every `min` is kept first, by `priority` (0 to
      100, higher first). Room that others leave goes to those with a `max` above their share, again by
      priority. Left out, `min` is nothing, `max` the share, and `priority` 70 for history, 50 for
      knowledge, 30 for memory.

      """
    var simple: [Row] = []
    var sections: [(title: String, doc: String, rows: [Row])] = []
    for option in ConfigurationSchema.root.options {
      let path = SettingPath().key(option.key)
      switch option.type {
      case .object(let schema):
        sections.append((option.key, option.doc, rows(schema, path)))
      case .list(.object(let schema)):
        sections.append((option.key, option.doc, rows(schema, path.index(0))))
      default: simple.append(Row(key: option.key, option: option, path: path))
      }
    }
    text += table(simple)
    for section in sections {
      text += "\n## \(section.title)\n\n\(section.doc)\n" + table(section.rows)
    }
    for plugin in plugins {
      text += "\n## Plugin \(plugin.name)\n\n\(plugin.summary)\n"
      text +=
        plugin.options.options.isEmpty
        ? "\nIt has no settings of its own.\n"
        : "\nUnder `with:` of its entry:\n" + table(rows(plugin.options, withPath))
    }
    return text
  }

  private static let withPath = SettingPath().key("plugins").index(0).key("with")

  private struct Row {
    var key: String
    var option: Option
    var path: SettingPath

    var type: String {
      SettingForm.of(path.pattern)?.documented ?? option.type.documented
    }
  }

  /// The options of a schema with those inside them, keys joined by dots.
  private static func rows(
    _ schema: OptionSchema, _ path: SettingPath, prefix: String = ""
  ) -> [Row] {
    schema.options.flatMap { option -> [Row] in
      let key = prefix + option.key
      let inner = path.key(option.key)
      let own = [Row(key: key, option: option, path: inner)]
      switch option.type {
      case .object(let schema):
        // A mapping that may be left out has a row: "required" below it holds only within it.
        let members = rows(schema, inner, prefix: key + ".")
        return option.presence == .optional ? own + members : members
      case .list(.object(let schema)):
        return own + rows(schema, inner.index(0), prefix: key + "[].")
      default: return own
      }
    }
  }

  private static func table(_ rows: [Row]) -> String {
    guard !rows.isEmpty else { return "" }
    let lines = rows.map { row in
      "| `\(row.key)` | \(escaped(row.type)) | \(`default`(row.option)) | \(escaped(row.option.doc)) |"
    }
    return "\n| key | type | default | meaning |\n| --- | --- | --- | --- |\n"
      + lines.joined(separator: "\n") + "\n"
  }

  private static func `default`(_ option: Option) -> String {
    switch option.presence {
    case .required: "required"
    case .optional: ""
    case .otherwise(let value): "`" + escaped(YAMLWriter.flow(value)) + "`"
    }
  }

  /// A bar would end the cell.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}

extension OptionType {
  /// The type in a table of the documentation.
  fileprivate var documented: String {
    switch self {
    case .text: "text"
    case .name: "name"
    case .path: "path"
    case .secret: "secret"
    case .boolean: "`true` or `false`"
    case .integer(let range):
      range.lowerBound == range.upperBound
        ? "`\(range.lowerBound)`" : "\(range.lowerBound) to \(range.upperBound)"
    case .number(let range): "\(range.lowerBound.short) to \(range.upperBound.short)"
    case .duration(let range):
      "time, \(range.lowerBound.withUnit) to \(range.upperBound.withUnit)"
    case .byteSize(let range): "size, \(range.lowerBound) to \(range.upperBound)"
    case .tokenShare: "tokens or percent"
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .list(let element): "list of \(element.documented)"
    case .map(let element): "mapping to \(element.documented)"
    case .object: "mapping"
    case .any: "any"
    }
  }
}
