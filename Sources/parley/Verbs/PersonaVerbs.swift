import ParleyConfig
import ParleyJSON
import ParleyPlugin

extension Verb {
  /// `parley persona list`
  static let personaList = Verb(
    ["persona", "list"], summary: "List the personas", hasData: true
  ) { invocation in
    let personas = try invocation.loadConfiguration().configuration.personas
    let terminal = invocation.terminal
    if invocation.globals.json {
      let list = personas.map { persona -> JSONValue in
        [
          "name": .string(persona.name), "label": .string(persona.label),
          "language": .string(persona.language),
          "upstreams": .array(persona.upstreams.map(JSONValue.string)),
          "plugins": .array(persona.plugins.map(JSONValue.string)),
        ]
      }
      try terminal.data(JSONWriter.string(.array(list)))
      return
    }
    for persona in personas {
      try terminal.data(
        "\(terminal.strong(persona.name))  \(persona.label) (\(persona.language)); "
          + "upstreams: \(persona.upstreams.joined(separator: ", ")); "
          + "plugins: \(persona.plugins.joined(separator: ", "))")
    }
  }

  /// `parley persona show P`: its settings as they hold.
  static let personaShow = Verb(
    ["persona", "show"], summary: "Print a persona's settings as they hold",
    positionals: [PositionalSpec("PERSONA", doc: "Its name")], hasData: true
  ) { invocation in
    let loaded = try invocation.loadConfiguration()
    let name = invocation.positional("PERSONA") ?? ""
    let personas = loaded.tree["personas"]?.array ?? []
    guard let persona = personas.first(where: { $0["name"]?.string == name }) else {
      let known = personas.compactMap { $0["name"]?.string }.joined(separator: ", ")
      throw CommandFailure(.usage, "there is no persona '\(name)'; there are: \(known)")
    }
    try invocation.terminal.data(
      invocation.globals.json
        ? JSONWriter.string(persona) : YAMLWriter.string(persona).trimmingFinalNewline)
  }
}
