import Glibc
package import ParleyPlugin

/// A plugin in another language, as a child process that speaks one JSON object per line.
///
/// Everything a child may do goes through the same contract as a plugin that is compiled in: its
/// hooks return values, and it asks the host of the turn for the rest. `docs/external.md` is the
/// protocol, `docs/external-plugin.schema.json` its messages.
package final class ExternalPlugin: PrePromptHook, BeforeDoneHook, PostResponseHook,
  SessionEndedHook
{
  package static let name = "External"
  package static let summary = "Runs a plugin in another language as a child process."

  package let hooks: Set<HookPoint>
  private let options: Options
  private let child: WarmChild

  package convenience init(options: Options) throws {
    try self.init(options: options, launcher: "/proc/self/exe", timings: ChildTimings())
  }

  /// - Parameters:
  ///   - launcher: the program that applies the limits; it has to call
  ///     ``LimitedRun/becomeCommandIfAsked()`` first.
  ///   - timings: how long the child is waited for.
  package init(options: Options, launcher: String, timings: ChildTimings) throws {
    let hooks = Set(options.hooks.compactMap(HookPoint.init))
    guard !options.command.isEmpty else { throw PluginError("'command' is empty") }
    guard !hooks.isEmpty else { throw PluginError("'hooks' is empty; name one at least") }
    self.options = options
    self.hooks = hooks
    var environment: [String: String] = [:]
    for name in options.environment {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    child = WarmChild(
      WarmChild.Settings(
        launch: ChildLaunch(
          launcher: launcher, command: options.command, directory: options.directory,
          environment: environment, limits: options.limits),
        options: options.options, hooks: hooks, startTimeout: options.startTimeout,
        timings: timings))
  }

  package func start(_ host: any PluginHost) async throws {
    try await child.start(host)
  }

  package func stop() async {
    await child.stop()
  }

  package func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome {
    switch try await reply(.prePrompt, ["turn": turn.json], host) {
    case .parts(let parts):
      guard options.mayInstruct || parts.allSatisfy({ $0.kind == .data }) else {
        throw PluginError(
          "denied: it sends parts of kind 'instruction' and its entry does not say may_instruct: true"
        )
      }
      return .parts(parts)
    case .answer(let answer): return .answer(answer)
    case .refuse(let reason): return .refuse(reason: reason)
    default: return .unchanged
    }
  }

  package func beforeDone(
    _ exchange: Exchange, _ host: any TurnHost
  ) async throws -> [Annotation] {
    let reply = try await reply(.beforeDone, ["exchange": exchange.json], host)
    return if case .annotations(let annotations) = reply { annotations } else { [] }
  }

  package func postResponse(_ exchange: Exchange, _ host: any TurnHost) async throws -> [Effect] {
    try await effects(.job, ["exchange": exchange.json], host)
  }

  package func sessionEnded(
    _ session: EndedSession, _ host: any TurnHost
  ) async throws -> [Effect] {
    try await effects(.sessionEnded, ["session": session.json], host)
  }

  private func effects(
    _ hook: HookPoint, _ subject: [String: JSONValue], _ host: any TurnHost
  ) async throws -> [Effect] {
    let reply = try await reply(hook, subject, host)
    return if case .effects(let effects) = reply { effects } else { [] }
  }

  /// The child's reply, when it is one that the hook may give. Throws ``PluginError``.
  private func reply(
    _ hook: HookPoint, _ subject: [String: JSONValue], _ host: any TurnHost
  ) async throws -> HookReply {
    let reply = try await child.run(hook, subject, host)
    if case .error(let reason) = reply { throw PluginError("says: \(reason.oneLine.prefix(500))") }
    guard reply.outcome.fits(hook) else {
      throw PluginError(
        "answered \(hook.rawValue) with '\(reply.outcome.rawValue)'; allowed are "
          + HookReply.allowed(for: hook))
    }
    return reply
  }
}
