package import ParleyPlugin

/// The table of all settings: what may stand in `config.yaml`, of which type, with which defaults.
///
/// One table feeds validation, `parley config schema` and the generated documentation. Each section
/// has a file of its own beside this one.
package enum ConfigurationSchema {
  /// The top level of `config.yaml`, in the order in which it is documented.
  package static let root = OptionSchema([
    Option("version", .integer(1...1), .otherwise(1), "Version of the configuration format."),
    section("server", server, "Where Parley listens and whom it answers."),
    section("auth", auth, "Who may use it."),
    section("storage", storage, "Where Parley writes, and how long it keeps what it wrote."),
    section("sessions", sessions, "How long a conversation stays open."),
    list(
      "upstreams", upstream,
      "Model endpoints; a persona without a list of its own tries them in this order."),
    list("knowledge", collection, "Collections of records that plugins search."),
    list("plugins", plugin, "Plugins, in the order in which they run."),
    list("personas", persona, "The bots that people talk to; the first is the default."),
    section("telemetry", telemetry, "What Parley tells about its own work."),
  ])

  /// The settings under `with:` depend on the plugin; here they stand as any.
  static let pluginOptions = "plugins[].with"

  static func section(_ key: String, _ schema: OptionSchema, _ doc: String) -> Option {
    Option(key, .object(schema), .otherwise([:]), doc)
  }

  static func list(_ key: String, _ element: OptionSchema, _ doc: String) -> Option {
    Option(key, .list(.object(element)), .otherwise([]), doc)
  }
}
