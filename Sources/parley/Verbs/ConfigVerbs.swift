import ParleyConfig
import ParleyJSON
import ParleyPlugin

extension Verb {
  /// `parley config check`: everything that is wrong with the configuration.
  static let configCheck = Verb(
    ["config", "check"], summary: "Check the configuration and tell everything that is wrong",
    discussion: """
      Plugins are constructed, never started. Exits with 78 when something is wrong; with --online also with 69 \
      when an upstream cannot be used.
      """,
    options: [
      OptionSpec(
        "online", doc: "Also ask every upstream for its models: name, certificate, key, model")
    ],
    hasData: true
  ) { invocation in
    let loaded = try invocation.loadConfiguration()
    for entry in loaded.configuration.plugins {
      do {
        _ = try BuiltinPlugins.make(entry.use, with: entry.with)
      } catch {
        throw CommandFailure(.config, "\(loaded.path): plugin '\(entry.name)': \(error)")
      }
    }
    let terminal = invocation.terminal
    let configuration = loaded.configuration
    let online = invocation.flag("online") ? try await OnlineCheck.run(configuration) : nil
    if let faults = online?.faults, !faults.isEmpty {
      throw CommandFailure(.unavailable, faults.joined(separator: "\n"))
    }
    if invocation.globals.json {
      try terminal.data(
        JSONWriter.string([
          "ok": true, "online": .array((online?.remarks ?? []).map(JSONValue.string)),
          "path": .string(loaded.path),
          "warnings": .array(loaded.warnings.map { .string($0.description) }),
          "left_out": .array(loaded.leftOut.map(JSONValue.string)),
        ]))
      return
    }
    for warning in loaded.warnings { terminal.talk("warning: \(warning)") }
    for remark in online?.remarks ?? [] { terminal.talk(remark) }
    for upstream in loaded.leftOut {
      terminal.talk("upstream '\(upstream)' is left out: its base_url is empty")
    }
    try terminal.data(
      "\(invocation.configPath): ok — personas: \(names(configuration.personas.map(\.name))); "
        + "collections: \(names(configuration.knowledge.map(\.name))); "
        + "plugins: \(names(configuration.plugins.map(\.name))); "
        + "upstreams: \(names(configuration.upstreams.map(\.name)))")
  }

  /// `parley config show`: the settings as they hold, secrets hidden.
  static let configShow = Verb(
    ["config", "show"], summary: "Print the settings as they hold, with defaults, secrets hidden",
    hasData: true
  ) { invocation in
    let tree = try invocation.loadConfiguration().tree
    try invocation.terminal.data(
      invocation.globals.json
        ? JSONWriter.string(tree)
        : YAMLWriter.string(tree, order: ConfigurationSchema.root).trimmingFinalNewline)
  }

  /// `parley config schema`: JSON Schema for editors, or the reference page.
  static let configSchema = Verb(
    ["config", "schema"], summary: "Print the JSON Schema of config.yaml, for editors",
    discussion: """
      Put its file's name into the first line of config.yaml:

        # yaml-language-server: $schema=./config.schema.json
      """,
    options: [
      OptionSpec("markdown", doc: "Print the reference page (docs/config.md) instead")
    ]
  ) { invocation in
    if invocation.flag("markdown") {
      let plugins = builtinPlugins.map { ($0.name, $0.summary, $0.options) }
      try invocation.terminal.data(
        ConfigurationReference.markdown(plugins: plugins).trimmingFinalNewline)
    } else {
      let schema = ConfigurationSchema.jsonSchema(plugins: BuiltinPlugins.schemas)
      try invocation.terminal.data(JSONWriter.string(schema, pretty: true))
    }
  }

  private static func names(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.joined(separator: ", ")
  }
}

extension String {
  /// Without the line break at the end, which printing adds.
  var trimmingFinalNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
