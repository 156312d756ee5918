/// The options that every verb takes.
struct GlobalOptions: Sendable, Hashable {
  /// The configuration file. `nil`: `PARLEY_CONFIG`, else `config.yaml` here.
  var config: String?
  /// Whether data, and errors, are to be JSON.
  var json = false
  var noColor = false

  static let config = OptionSpec(
    "config", value: .file(), doc: "Configuration file (default: PARLEY_CONFIG, else config.yaml)")
  static let json = OptionSpec("json", doc: "Print data, and errors, as JSON")
  static let noColor = OptionSpec("no-color", doc: "No colours (also: NO_COLOR)")
  static let help = OptionSpec("help", short: "h", doc: "Show this help")

  /// - Parameter withData: whether the verb prints data, so that `--json` means something.
  static func specs(withData: Bool) -> [OptionSpec] {
    withData ? [json, config, noColor, help] : [config, noColor, help]
  }
}
