import ParleyDomain
import ParleyPlugin

extension Engine {
  /// Answers a message: stores it, runs the hooks, calls a model, stores the reply and its jobs.
  ///
  /// `onEvent` hears what happens, in order. When this returns, the reply survives a crash. Throws
  /// ``TurnError`` when no whole reply could be made; what had come of it is stored then, too. Throws
  /// ``ReplyNotSaved`` with all that is still to be stored when the store does not take it.
  /// Cancelling the task is the same as pressing stop: the upstream call is closed and the text so
  /// far is kept.
  package func answer(
    _ request: TurnRequest, onEvent: @escaping @Sendable (TurnEvent) async -> Void
  ) async throws -> TurnReply {
    let turn: AcceptedTurn
    switch try await accept(request) {
    case .new(let accepted): turn = accepted
    case .known(_, let reply, let generation):
      return TurnReply(
        message: reply, persona: request.persona, generation: generation, trace: Trace())
    }
    await onEvent(turn.event)
    return try await complete(turn, control: TurnControl(), onEvent: onEvent)
  }

  /// Checks a request and stores its message. When it returns, the message survives a crash. Throws
  /// ``TurnError`` and ``StoreError``, with nothing stored.
  package func accept(_ request: TurnRequest) async throws -> Acceptance {
    let stopwatch = Stopwatch()
    let beginning = try await begin(request)
    switch try await store.begin(beginning.begun) {
    case .begun:
      return .new(
        AcceptedTurn(beginning: beginning, stream: request.stream, stopwatch: stopwatch))
    case .known(let user, let reply, let generation):
      return .known(user: user, reply: reply, generation: generation)
    }
  }

  /// Makes the reply of an accepted turn, as ``answer(_:onEvent:)`` describes. `control` tells what a
  /// cancelled task means.
  package func complete(
    _ turn: AcceptedTurn, control: TurnControl,
    onEvent: @escaping @Sendable (TurnEvent) async -> Void
  ) async throws -> TurnReply {
    let beginning = turn.beginning
    let generation = Generation(gate: sentenceGate(for: beginning.persona))
    var outcome = TurnOutcome(beginning: beginning, generation: generation)
    do {
      let prepared = try await prepare(beginning)
      outcome.prepared = prepared
      if let verdict = prepared.result.verdict {
        outcome.take(verdict)
        await onEvent(.delta(outcome.text))
      } else {
        let ending = try await generation.run(
          prepared, stream: turn.stream, guards: guards,
          surroundings: { surroundings(of: prepared, $0, upstream: $1) }, onEvent: onEvent)
        await generation.releaseRest(onEvent)
        outcome.take(ending)
      }
    } catch {
      await generation.releaseRest(onEvent)
      outcome.take(error, reason: control.reason)
    }
    return try await finish(outcome, stopwatch: turn.stopwatch)
  }

  /// Stores what became of a turn; also when the task has been cancelled meanwhile.
  private func finish(_ outcome: TurnOutcome, stopwatch: Stopwatch) async throws -> TurnReply {
    try await Task {
      var outcome = outcome
      await annotate(&outcome, stopwatch: stopwatch)
      if outcome.ending != nil,
        let before = await digestsOfTurnBefore(
          outcome.beginning.turn, owner: outcome.beginning.chat.owner)
      {
        outcome.compare(with: before)
      }
      let reply = outcome.reply(tokens: tokens(for: outcome))
      let trace = outcome.trace(of: reply, milliseconds: stopwatch.milliseconds)
      let finished = FinishedTurn(
        owner: outcome.beginning.chat.owner, reply: reply,
        generation: outcome.beginning.begun.generation, trace: trace.json,
        jobs: jobs(for: outcome, duration: stopwatch.elapsed),
        costs: trace.attempts.compactMap { attempt in
          attempt.cost.map { UpstreamCost(upstream: attempt.upstream, cost: $0) }
        })
      do {
        try await store.finish(finished)
      } catch let error where ReplyNotSaved.mayPass(error) {
        throw ReplyNotSaved(finished, cause: error)
      }
      if let error = outcome.error { throw error }
      return TurnReply(
        message: reply, persona: outcome.beginning.persona.name,
        generation: outcome.beginning.begun.generation, trace: trace)
    }.value
  }

  /// Runs the hooks that look at the reply before the reader is told that it is done.
  private func annotate(_ outcome: inout TurnOutcome, stopwatch: Stopwatch) async {
    let (persona, owner) = (outcome.beginning.persona, outcome.beginning.chat.owner)
    let runners = hooks[persona, .beforeDone]
    guard !runners.isEmpty, outcome.error == nil else { return }
    let tokens = tokens(for: outcome)
    let exchange = outcome.exchange(tokens: tokens, duration: stopwatch.elapsed)
    for runner in runners where outcome.error == nil {
      guard let plugin = runner.entry.plugin as? any BeforeDoneHook else { continue }
      let hook = Stopwatch()
      do {
        let snapshot: any KnowledgeSnapshot
        if let prepared = outcome.prepared {
          snapshot = prepared.snapshot
        } else {
          snapshot = try await knowledge.snapshot()
        }
        let annotations = try await runner.run(.beforeDone) { deadline in
          try await plugin.beforeDone(
            exchange,
            host(
              of: runner.entry, until: deadline, at: clock.now, tokens: tokens, snapshot: snapshot,
              history: exchange.turn.history, lookups: LookupRecord(), persona: persona,
              owner: owner, chat: exchange.turn.chat))
        }
        for annotation in annotations {
          var notice = annotation.notice
          notice.plugin = runner.entry.name
          notice.range = annotation.range ?? notice.range
          outcome.generation.add(notice)
        }
        outcome.ran(runner.entry.name, .beforeDone, .unchanged, hook.milliseconds)
      } catch {
        let failure = (error as? HookFailure) ?? .threw(String(describing: error))
        outcome.take(failure, of: runner.entry, at: .beforeDone, hook.milliseconds)
      }
    }
  }

  private func tokens(for outcome: TurnOutcome) -> any TokenCounter {
    outcome.ending?.upstream.tokens ?? upstreams(of: outcome.beginning.persona).first?.tokens
      ?? NoTokens()
  }

  private func jobs(for outcome: TurnOutcome, duration: Duration) -> [Job] {
    let begun = outcome.beginning.begun
    let payload = JobPayload(
      injected: outcome.injected, searches: outcome.searches, duration: duration
    ).json
    return hooks[outcome.beginning.persona, .job].map { runner in
      Job(
        id: identifiers.next(), owner: begun.chat.owner, chat: begun.chat.id, reply: begun.reply.id,
        plugin: runner.entry.name, dueAt: clock.now, payload: payload)
    }
  }
}

/// Counts for a turn that reached no upstream, so that nothing was spent.
private struct NoTokens: TokenCounter {
  func count(_ text: String) -> Int { 0 }
}
