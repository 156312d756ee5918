import ParleyDomain
import ParleyPlugin
import Synchronization

/// Calls every hook of a started plugin as a busy engine would.
struct HookChecks<Tested: Plugin> {
  let plugin: Tested
  let host: ConformanceHost
  let patience: Duration

  func findings() async -> [String] {
    var findings: [String] = []
    let hooks = plugin.hooks
    if hooks.contains(.prePrompt), let hook = plugin as? any PrePromptHook {
      findings += await check("prePrompt", ConformanceSamples.turns) { turn, host in
        try await hook.prePrompt(turn, host)
      }
    }
    if hooks.contains(.beforeDone), let hook = plugin as? any BeforeDoneHook {
      findings += await check("beforeDone", ConformanceSamples.exchanges) { exchange, host in
        try await hook.beforeDone(exchange, host)
      }
    }
    if hooks.contains(.job), let hook = plugin as? any PostResponseHook {
      findings += await check("postResponse", ConformanceSamples.exchanges) { exchange, host in
        try await hook.postResponse(exchange, host)
      }
    }
    if hooks.contains(.sessionEnded), let hook = plugin as? any SessionEndedHook {
      findings += await check("sessionEnded", ConformanceSamples.sessions) { session, host in
        try await hook.sessionEnded(session, host)
      }
    }
    return findings
  }

  private typealias Call<Input, Result> =
    @Sendable (Input, any TurnHost) async throws -> Result

  private func check<Input: Sendable, Result: HookResult & Hashable>(
    _ hook: String, _ samples: [Input], _ call: @escaping Call<Input, Result>
  ) async -> [String] {
    var findings: [String] = []
    var results: [Result] = []
    let host = host
    for (number, sample) in samples.enumerated() {
      let place = "\(hook), sample \(number)"
      let twice = await Patience.result(within: ConformanceHost.timeout) {
        (try await call(sample, host), try await call(sample, host))
      }
      switch twice {
      case nil: return findings + ["\(place): gives no answer"]
      case .failure(let error): findings.append("\(place): throws: \(error)")
      case .success(let (first, second)):
        results.append(first)
        if let excess = HookLimits.excess(of: first) { findings.append("\(place): \(excess)") }
        if first != second {
          findings.append("\(place): the same input gives another result the second time")
        }
      }
    }
    guard results.count == samples.count else { return findings }
    findings += await mixing(hook, samples, results, call)
    if let first = samples.first { findings += await cancelling(hook, first, call) }
    return findings
  }

  /// All samples several times at once: each must get the result it got alone.
  private func mixing<Input: Sendable, Result: HookResult & Hashable>(
    _ hook: String, _ samples: [Input], _ results: [Result], _ call: @escaping Call<Input, Result>
  ) async -> [String] {
    let host = host
    let mixed = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        for (sample, result) in zip(samples, results) {
          group.addTask {
            do {
              return try await call(sample, host) != result
            } catch {
              return true
            }
          }
        }
      }
      return await group.contains(true)
    }
    return mixed
      ? ["\(hook): turns that run at the same time get other results than alone"] : []
  }

  /// A hook whose turn has ended must let go of it.
  private func cancelling<Input: Sendable, Result: Sendable>(
    _ hook: String, _ sample: Input, _ call: @escaping Call<Input, Result>
  ) async -> [String] {
    let host = host.waiting
    let task = Task.detached(executorPreference: OwnThreads.shared) {
      do { _ = try await call(sample, host) } catch {}
    }
    task.cancel()
    let ended = await Patience.ends(task, within: patience)
    return ended ? [] : ["\(hook) goes on after it was cancelled"]
  }
}
