package import ParleyPlugin

/// What happened in a turn.
package struct Trace: Sendable, Hashable {
  package var persona: String
  /// The reply as it was stored: its upstream, model, status, usage and versions of the knowledge.
  package var reply: StoredMessage?
  /// Set when a plugin answered or refused in the model's place.
  package var verdict: PluginVerdict?
  package var prompt: Prompt?
  package var lookups: [Lookup]
  package var hooks: [HookRun]
  package var attempts: [Attempt]
  /// Those for operators, too.
  package var notices: [Notice]
  package var milliseconds: Double

  package init(
    persona: String = "", reply: StoredMessage? = nil, verdict: PluginVerdict? = nil,
    prompt: Prompt? = nil, lookups: [Lookup] = [], hooks: [HookRun] = [], attempts: [Attempt] = [],
    notices: [Notice] = [], milliseconds: Double = 0
  ) {
    self.persona = persona
    self.reply = reply
    self.verdict = verdict
    self.prompt = prompt
    self.lookups = lookups
    self.hooks = hooks
    self.attempts = attempts
    self.notices = notices
    self.milliseconds = milliseconds
  }
}

/// What a plugin said in the model's place.
package struct PluginVerdict: Sendable, Hashable {
  /// The entry of the plugin.
  package var plugin: String
  package var text: String
  /// Whether it would not have the message answered.
  package var isRefusal: Bool

  package init(plugin: String, text: String, isRefusal: Bool) {
    self.plugin = plugin
    self.text = text
    self.isRefusal = isRefusal
  }
}

/// One run of one hook.
package struct HookRun: Sendable, Hashable {
  package enum Outcome: Sendable, Hashable {
    /// Contributed this many parts.
    case parts(Int)
    case unchanged
    case answered
    case refused
    /// Left out, and why.
    case skipped(reason: String)
    /// Ended the turn, and why.
    case failed(reason: String)
  }

  package var plugin: String
  package var hook: HookPoint
  package var outcome: Outcome
  package var milliseconds: Double

  package init(plugin: String, hook: HookPoint, outcome: Outcome, milliseconds: Double) {
    self.plugin = plugin
    self.hook = hook
    self.outcome = outcome
    self.milliseconds = milliseconds
  }
}

/// One call of an upstream within a generation, or the reason why it was not made.
package struct Attempt: Sendable, Hashable {
  /// Why an attempt was made after another one.
  package enum Cause: String, Sendable, Hashable {
    /// The same call again.
    case retry
    /// The upstream before it did not answer.
    case nextUpstream = "next_upstream"
    /// The prompt was too long for the upstream before it.
    case largerContext = "larger_context"
    /// The prompt was too long and has been cut.
    case shorterPrompt = "shorter_prompt"
  }

  package var upstream: String
  /// `nil` for the first attempt.
  package var cause: Cause?
  /// The pause before it and the wait for other calls to end.
  package var waitedMilliseconds: Double
  /// `nil` when it succeeded.
  package var error: ModelError?
  /// From the call to its end, without the wait.
  package var milliseconds: Double
  /// From the call to the first piece of text.
  package var firstTextMilliseconds: Double?
  /// `nil` when it was not made or the upstream has no price.
  package var cost: ModelCost?

  package init(
    upstream: String, cause: Cause? = nil, waitedMilliseconds: Double = 0, error: ModelError?,
    milliseconds: Double, firstTextMilliseconds: Double?, cost: ModelCost? = nil
  ) {
    self.upstream = upstream
    self.cause = cause
    self.waitedMilliseconds = waitedMilliseconds
    self.error = error
    self.milliseconds = milliseconds
    self.firstTextMilliseconds = firstTextMilliseconds
    self.cost = cost
  }
}
