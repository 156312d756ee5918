package import ParleyPlugin

extension ExternalPlugin {
  /// The settings under `with:`.
  package struct Options: Decodable, Sendable {
    package var command: [String]
    package var directory: String
    package var hooks: [String]
    package var options: JSONValue
    package var environment: [String]
    package var startTimeout: Duration
    package var mayInstruct: Bool
    package var limits: ProcessLimits

    package init(
      command: [String], directory: String, hooks: [HookPoint] = [.prePrompt],
      options: JSONValue = [:], environment: [String] = [],
      startTimeout: Duration = .seconds(10), mayInstruct: Bool = false,
      limits: ProcessLimits = ProcessLimits()
    ) {
      self.command = command
      self.directory = directory
      self.hooks = hooks.map(\.rawValue)
      self.options = options
      self.environment = environment
      self.startTimeout = startTimeout
      self.mayInstruct = mayInstruct
      self.limits = limits
    }

    private enum CodingKeys: String, CodingKey {
      case command
      case directory
      case hooks
      case options
      case environment
      case startTimeout = "start_timeout"
      case mayInstruct = "may_instruct"
      case limits
    }
  }

  package static let options = OptionSchema([
    Option(
      "command", .list(.text), .required,
      "The program, absolute or beside the configuration, and its arguments; no shell."),
    Option(
      "hooks", .list(.choice(HookPoint.allCases.map(\.rawValue))), .otherwise(["prePrompt"]),
      "When it is asked."),
    Option("options", .any, .otherwise([:]), "What the program itself is told at its start."),
    Option(
      "environment", .list(.name), .otherwise([]),
      "Environment variables it gets; it sees no others."),
    Option("directory", .path, .otherwise("."), "The folder it runs in."),
    Option(
      "start_timeout", .duration(.milliseconds(10) ... .seconds(300)), .otherwise("10s"),
      "How long it may take until it answers `hello`."),
    Option(
      "may_instruct", .boolean, .otherwise(false),
      "Whether its parts may be instructions to the model; otherwise they are data only."),
    Option(
      "limits",
      .object(
        OptionSchema([
          Option(
            "memory", .integer(0...1_048_576), .otherwise(1024),
            "MiB of address space; 0 is no limit, which some runtimes need."),
          Option(
            "cpu_seconds", .integer(0...1_000_000_000), .otherwise(600),
            "Processor time over its life; then it is started again."),
          Option("files", .integer(0...1_000_000), .otherwise(64), "Open files."),
          Option(
            "file_size", .integer(0...1_048_576), .otherwise(16), "MiB of a file that it writes."),
        ])), .otherwise([:]), "What the operating system lets it use; 0 is no limit."),
  ])
}
