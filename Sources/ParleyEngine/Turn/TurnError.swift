package import ParleyDomain

/// Why a turn ended without a whole reply.
package struct TurnError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    case personaUnknown = "persona_unknown"
    case chatUnknown = "chat_not_found"
    case messageEmpty = "message_empty"
    case messageTooLong = "message_too_long"
    case pluginFailed = "plugin_failed"
    case promptTooLarge = "context_length_exceeded"
    case noUpstream = "no_upstream"
    case upstream = "upstream_failed"
    case knowledge = "knowledge_unavailable"
  }

  package var code: Code
  /// One sentence that names the thing and what to do.
  package var description: String
  /// What the last upstream said, when ``code`` is ``Code/upstream``.
  package var cause: ModelError?
  /// The hooks that had run, when ``code`` is ``Code/pluginFailed``.
  package var hooks: [HookRun] = []

  package init(_ code: Code, _ description: String, cause: ModelError? = nil) {
    self.code = code
    self.description = description
    self.cause = cause
  }

  /// A plugin whose entry says `on_error: fail` has failed.
  static func pluginFailed(
    _ plugin: String, _ failure: HookFailure, after hooks: [HookRun] = []
  ) -> TurnError {
    var error = TurnError(
      .pluginFailed, "plugin '\(plugin)' failed: \(failure); its entry says on_error: fail")
    error.hooks = hooks
    return error
  }
}
