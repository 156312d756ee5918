import Glibc
import ParleyExternal
import ParleyPlugin
import ParleyTestKit
import Testing

/// A child written in Python, in a folder of its own. It gets `say`, `requests`, `json`, `os`, `sys`,
/// `time` and answers `hello` for all hooks before the test's own lines run.
final class ChildScript: Sendable {
  let folder: TemporaryFolder

  /// - Parameter hello: what stands in place of the answer to `hello`.
  init(hello: String = ChildScript.greeting, _ lines: String) throws {
    folder = try TemporaryFolder()
    try folder.write(ChildScript.prelude + hello + "\n" + lines + "\n", to: "child.py")
  }

  static let greeting =
    "say({'hello': {'version': 1, 'hooks': ['prePrompt', 'beforeDone', 'job', 'sessionEnded']}})"

  private static let prelude = """
    import json, os, sys, time
    def raw(data):
        os.write(1, data)
    def say(message):
        raw(json.dumps(message).encode() + b'\\n')
    def requests():
        for line in sys.stdin:
            yield json.loads(line)
    hello = json.loads(sys.stdin.readline())['hello']

    """

  /// A plugin that runs this script.
  func plugin(
    hooks: [HookPoint] = [.prePrompt], options: JSONValue = [:], environment: [String] = [],
    startTimeout: Duration = .seconds(20), mayInstruct: Bool = false,
    limits: ProcessLimits = ProcessLimits(), timings: ChildTimings = ChildTimings(),
    arguments: [String] = []
  ) throws -> ExternalPlugin {
    try ExternalPlugin(
      options: ExternalPlugin.Options(
        // Isolated and without `site`, which takes longest to start.
        command: ["/usr/bin/python3", "-I", "-S", "child.py"] + arguments, directory: folder.path,
        hooks: hooks, options: options, environment: environment, startTimeout: startTimeout,
        mayInstruct: mayInstruct, limits: limits),
      launcher: try ChildScript.program(), timings: timings)
  }

  /// Starts a plugin that runs this script, and stops it after the work.
  func run<Result>(
    hooks: [HookPoint] = [.prePrompt], options: JSONValue = [:], environment: [String] = [],
    mayInstruct: Bool = false, limits: ProcessLimits = ProcessLimits(),
    timings: ChildTimings = ChildTimings(), log: RecordingLog = RecordingLog(),
    _ work: (ExternalPlugin) async throws -> Result
  ) async throws -> Result {
    let plugin = try plugin(
      hooks: hooks, options: options, environment: environment, mayInstruct: mayInstruct,
      limits: limits, timings: timings)
    try await plugin.start(StartingHost(log: log))
    do {
      let result = try await work(plugin)
      await plugin.stop()
      return result
    } catch {
      await plugin.stop()
      throw error
    }
  }

  /// What a plugin's start throws.
  func startFailure(
    startTimeout: Duration = .seconds(20), limits: ProcessLimits = ProcessLimits(),
    environment: [String] = []
  ) async throws -> String {
    let plugin = try plugin(
      environment: environment, startTimeout: startTimeout, limits: limits)
    let error = await #expect(throws: PluginError.self) {
      try await plugin.start(StartingHost(log: RecordingLog()))
    }
    await plugin.stop()
    return error?.description ?? ""
  }

  /// The program under test, which the build leaves beside the tests.
  static func program() throws -> String {
    let tests = try #require(realpath("/proc/self/exe", nil))
    defer { free(tests) }
    let path = String(cString: tests)
    let folder = try #require(path.lastIndex(of: "/"))
    let program = path[..<folder] + "/parley"
    try #require(access(String(program), X_OK) == 0, "\(program) is not there")
    return String(program)
  }
}
