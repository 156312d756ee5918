import Glibc
import ParleyExternal
import ParleyKnowledge
import ParleyPlugin

/// Runs the commands that sources of knowledge name, as child processes with limits.
struct ShopCommands: SourceCommandRunner {
  /// How much a command may print: it lies on the disk until it is read.
  private static let mostBytes = 2 << 30
  /// Runtimes reserve much more memory than they use, and an export may take its time.
  private static let limits = ProcessLimits(memory: 0, cpuSeconds: 0, files: 256, fileSize: 4096)

  /// The folder of the configuration, where commands run and relative ones lie.
  let directory: String

  func run(
    _ command: SourceCommand, writingTo path: String, isCancelled: @escaping () -> Bool
  ) throws {
    guard let program = command.arguments.first, !program.isEmpty else {
      throw PluginError("the command is empty")
    }
    var environment: [String: String] = [:]
    for name in command.environment {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    let file = program.hasPrefix("/") ? program : "\(directory)/\(program)"
    let launch = ChildLaunch(
      command: [file] + command.arguments.dropFirst(), directory: directory,
      environment: environment, limits: Self.limits)
    try CommandRun(launch, timeout: command.timeout, mostBytes: Self.mostBytes).run(
      writingTo: path, isCancelled: isCancelled)
  }
}
