/// What a command line says, checked against the table.
struct ParsedArguments: Sendable {
  let verb: Verb
  /// By long name; a flag has one empty value.
  let values: [String: [String]]
  let positionals: [String]

  var globals: GlobalOptions {
    GlobalOptions(
      config: values[GlobalOptions.config.name]?.last,
      json: values[GlobalOptions.json.name] != nil,
      noColor: values[GlobalOptions.noColor.name] != nil)
  }
}
