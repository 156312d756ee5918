/// Runs one command line from its words to its exit status.
struct CommandRunner: Sendable {
  let table: VerbTable
  let terminal: Terminal
  let environment: [String: String]

  /// - Parameter arguments: without the program's name.
  func run(_ arguments: [String]) async -> ExitStatus {
    var terminal = terminal
    // Also right when the command line turns out not to make sense.
    let words = arguments.prefix { $0 != "--" }
    let json = words.contains("--json")
    if words.contains("--no-color") { terminal = terminal.withoutColour }
    do {
      let parsed = try table.parse(arguments)
      let invocation = Invocation(
        arguments: parsed, table: table, terminal: terminal, environment: environment)
      try await parsed.verb.run(invocation)
      return .ok
    } catch {
      return report(error, json: json, to: terminal)
    }
  }

  /// Whether a command line asks for a verb that runs until a signal ends it.
  func endsOnSignal(_ arguments: [String]) -> Bool {
    do {
      return try table.parse(arguments).verb.endsOnSignal
    } catch {
      return false
    }
  }

  private func report(_ error: any Error, json: Bool, to terminal: Terminal) -> ExitStatus {
    switch error {
    case OutputError.closed:
      // The reader has seen enough, as in `parley knowledge list | head`.
      return .ok
    case is CancellationError:
      return .interrupted
    case let error as OutputError:
      return say([error.description], .io, json: json, to: terminal)
    case let failure as CommandFailure:
      return say(failure.messages, failure.status, json: json, to: terminal)
    case let usage as UsageError:
      return explain(usage, json: json, to: terminal)
    default:
      return say(["internal error: \(error)"], .internal, json: json, to: terminal)
    }
  }

  private func explain(_ usage: UsageError, json: Bool, to terminal: Terminal) -> ExitStatus {
    if !json, let group = usage.overview {
      let help = HelpText(table: table, width: terminal.errorWidth, bold: terminal.errorColour)
      terminal.talk(help.overview(of: group))
    }
    let status = say([usage.message], .usage, json: json, to: terminal)
    if !json, let hint = usage.hint { terminal.talk(hint) }
    return status
  }

  private func say(
    _ messages: [String], _ status: ExitStatus, json: Bool, to terminal: Terminal
  ) -> ExitStatus {
    if json {
      terminal.talk(FailureReport(status: status, messages: messages).json)
    } else {
      let name = terminal.styled(VerbTable.program + ":", .failure, colour: terminal.errorColour)
      for message in messages { terminal.talk("\(name) \(message)") }
    }
    return status
  }
}
