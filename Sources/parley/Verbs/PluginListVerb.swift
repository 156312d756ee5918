import ParleyConfig
import ParleyJSON
import ParleyPlugin

extension Verb {
  /// `parley plugin list`: what `use:` may name, and what the configuration uses.
  static let pluginList = Verb(
    ["plugin", "list"], summary: "List the plugins and their settings",
    discussion:
      "Needs no configuration; when there is one, the entries that use a plugin are named.",
    hasData: true
  ) { invocation in
    // A configuration that is missing or wrong is the business of `config check`, not of this list.
    let entries = try? invocation.loadConfiguration().configuration.plugins
    let terminal = invocation.terminal
    if invocation.globals.json {
      let plugins = builtinPlugins.map { plugin -> JSONValue in
        [
          "name": .string(plugin.name), "summary": .string(plugin.summary),
          "options": .array(plugin.options.options.map { .string($0.key) }),
          "entries": .array(
            (entries ?? []).filter { $0.use == plugin.name }.map { .string($0.name) }),
        ]
      }
      try terminal.data(JSONWriter.string(.array(plugins)))
      return
    }
    for plugin in builtinPlugins {
      try terminal.data("\(terminal.strong(plugin.name))  \(plugin.summary)")
      for option in plugin.options.options { try terminal.data("    \(option.key): \(option.doc)") }
      let names = (entries ?? []).filter { $0.use == plugin.name }.map(\.name)
      if !names.isEmpty { try terminal.data("    used by: \(names.joined(separator: ", "))") }
    }
  }
}
