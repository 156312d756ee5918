import ParleyPlugin

extension ConfigurationSchema {
  static let plugin = OptionSchema([
    Option("name", .name, .required, "Names the entry for personas and traces."),
    Option("use", .text, .required, "The plugin, for example `Catalog`."),
    Option("with", .map(.any), .otherwise([:]), "The plugin's own settings."),
    Option(
      "timeout", .duration(.milliseconds(1) ... .seconds(300)), .otherwise("2s"),
      "How long one hook may take."),
    Option(
      "on_error", .choice(["skip", "fail"]), .otherwise("skip"),
      "Whether a turn goes on without the plugin when it fails."),
    Option(
      "max_tokens", .integer(1...1_000_000), .otherwise(1200),
      "How many tokens of the prompt its parts may take."),
  ])
}
