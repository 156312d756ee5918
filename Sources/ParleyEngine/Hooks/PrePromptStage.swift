import ParleyDomain
import ParleyPlugin

/// What the pre-prompt hooks of a turn came to.
struct PrePromptResult: Sendable {
  /// Parts by entry, in configured order.
  var contributions: [Contribution] = []
  /// Set when a plugin answered or refused: no model is called.
  var verdict: Verdict?
  var runs: [HookRun] = []
  /// For operators: which plugins failed.
  var notices: [Notice] = []

  enum Verdict: Sendable {
    case answer(Answer, plugin: String)
    case refusal(reason: String, plugin: String)
  }
}

/// Runs the pre-prompt hooks of a turn.
///
/// All start at once, each on its own lane, so that several slow plugins cost the turn one deadline
/// and not the sum. What they return is folded in configured order: the first answer or refusal
/// wins, and what later entries returned is set aside.
struct PrePromptStage {
  let runners: [HookRunner]

  /// Throws ``TurnError`` when a plugin with `on_error: fail` failed, and `CancellationError`.
  func run(
    _ turn: Turn, host: @escaping @Sendable (PluginEntry, Deadline) -> TurnHostSession
  ) async throws -> PrePromptResult {
    let outcomes = await withTaskGroup(of: (Int, Finished).self) { group in
      for (position, runner) in runners.enumerated() {
        // Immediate: what comes before the hook's own lane needs no thread to be woken.
        group.addImmediateTask { (position, await PrePromptStage.call(runner, turn, host)) }
      }
      var finished: [Int: Finished] = [:]
      for await (position, outcome) in group { finished[position] = outcome }
      return finished
    }
    try Task.checkCancellation()
    return try fold(outcomes)
  }

  private struct Finished: Sendable {
    var outcome: Result<PrePromptOutcome, HookFailure>
    var milliseconds: Double
  }

  private static func call(
    _ runner: HookRunner, _ turn: Turn,
    _ host: @escaping @Sendable (PluginEntry, Deadline) -> TurnHostSession
  ) async -> Finished {
    let stopwatch = Stopwatch()
    let outcome: Result<PrePromptOutcome, HookFailure>
    do {
      let entry = runner.entry
      guard let plugin = entry.plugin as? any PrePromptHook else {
        throw HookFailure.threw("\(type(of: entry.plugin)) declares prePrompt but has no such hook")
      }
      outcome = .success(
        try await runner.run(.prePrompt) { deadline in
          try await plugin.prePrompt(turn, host(entry, deadline))
        })
    } catch let failure as HookFailure {
      outcome = .failure(failure)
    } catch {
      outcome = .failure(.threw("cancelled"))
    }
    return Finished(outcome: outcome, milliseconds: stopwatch.milliseconds)
  }

  private func fold(_ finished: [Int: Finished]) throws -> PrePromptResult {
    var result = PrePromptResult()
    for (position, runner) in runners.enumerated() {
      guard let run = finished[position] else { continue }
      let entry = runner.entry
      let outcome: HookRun.Outcome
      switch run.outcome {
      case .success where result.verdict != nil:
        outcome = .skipped(reason: "an earlier plugin answered")
      case .success(.unchanged), .success(.parts([])):
        outcome = .unchanged
      case .success(.parts(let parts)):
        result.contributions.append(
          Contribution(plugin: entry.name, maxTokens: entry.maxTokens, parts: parts))
        outcome = .parts(parts.count)
      case .success(.answer(let answer)):
        result.verdict = .answer(answer, plugin: entry.name)
        outcome = .answered
      case .success(.refuse(let reason)):
        result.verdict = .refusal(reason: reason, plugin: entry.name)
        outcome = .refused
      case .failure(let failure) where entry.onError == .fail && result.verdict == nil:
        result.runs.append(
          HookRun(
            plugin: entry.name, hook: .prePrompt, outcome: .failed(reason: failure.description),
            milliseconds: run.milliseconds))
        throw TurnError.pluginFailed(entry.name, failure, after: result.runs)
      case .failure(let failure):
        outcome = .skipped(reason: failure.description)
        result.notices.append(.skipped(entry.name, failure))
      }
      result.runs.append(
        HookRun(
          plugin: entry.name, hook: .prePrompt, outcome: outcome, milliseconds: run.milliseconds))
    }
    return result
  }
}
