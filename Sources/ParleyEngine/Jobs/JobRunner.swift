import ParleyDomain
import ParleyPlugin

/// Runs the hooks that finished turns and ended sessions have left in the queue.
package struct JobRunner: Sendable {
  /// How often a job is tried before it counts as dead.
  static let mostAttempts = 5
  /// How long to wait after the n-th failure.
  static let pauses: [Duration] = [.seconds(1), .seconds(10), .seconds(60), .seconds(600)]

  /// How many jobs of one plugin may be under way, those not counted that wait for another of their
  /// reply: a plugin whose hooks hang holds up no other.
  package static let mostOfOnePlugin = 32

  package var engine: Engine

  package init(engine: Engine) {
    self.engine = engine
  }

  /// Runs every job that is due; returns how many were run. A failing job is put back for later and
  /// told to operators; it never stops the others. Throws when the queue itself fails.
  ///
  /// Jobs of one reply run one after another, as their plugins are configured; those of several
  /// replies together, see ``JobFlow``.
  @discardableResult
  package func runDue() async throws -> Int {
    let flow = JobFlow()
    flow.endWhenDone()
    await flow.run(
      claim: { try await claim(besides: $0) }, work: { try await run($0) })
    try Task.checkCancellation()
    if let failure = flow.outcome.failure { throw failure }
    return flow.outcome.taken
  }

  /// Takes the next jobs that are due.
  func claim(besides busy: BusyPlugins) async throws -> [Job] {
    try await engine.jobs.claim(at: engine.clock.now, limit: JobFlow.mostAtOnce, besides: busy)
  }

  /// Runs jobs of one reply, each when it may begin. Throws when the queue itself fails.
  func run(_ steps: [JobStep]) async throws {
    var reading: Reading?
    for step in steps {
      await step.mayBegin()
      try await finish(step.job, &reading)
      step.ended()
    }
  }

  /// What jobs of one reply work on, read once for all of them.
  private struct Reading {
    let hook: HookPoint
    let payload: JSONValue
    let conversation: JobConversation
    let snapshot: any KnowledgeSnapshot

    func serves(_ job: Job) -> Bool { job.hook == hook && job.payload == payload }
  }

  private func reading(for job: Job) async throws -> Reading {
    Reading(
      hook: job.hook, payload: job.payload,
      conversation: try await JobConversation(of: job, engine),
      snapshot: try await engine.knowledge.snapshot())
  }

  /// - Parameter reading: What the job before has read, of the same reply.
  private func finish(_ job: Job, _ reading: inout Reading?) async throws {
    do {
      try Task.checkCancellation()
      // A job that took the program down with it has been claimed and never answered for.
      guard job.attempts <= JobRunner.mostAttempts else {
        throw PluginError("earlier tries ended the program")
      }
      let (effects, deliveries) = try await run(job, &reading)
      try await engine.jobs.complete(
        job, effects: effects, deliveries: deliveries, at: engine.clock.now)
      // What stands beside the reply has changed.
      if effects.contains(where: \.isAnnotation) { reading = nil }
    } catch let failure as HookFailure where failure.isBeforeTheCall {
      // The hook was not asked: waiting for it to recover costs the job no try.
      try await engine.jobs.postpone(
        job, until: engine.clock.now.advanced(by: CircuitBreaker.pause))
    } catch is CancellationError where Task.isCancelled {
      // The program ends: the job has lost no try.
      try await engine.jobs.postpone(job, until: engine.clock.now)
    } catch {
      try await putBack(job, after: error)
    }
  }

  /// What the hook wants done, checked.
  private func run(
    _ job: Job, _ shared: inout Reading?
  ) async throws -> (effects: [Effect], deliveries: [OutgoingDelivery]) {
    guard let runner = engine.plugins[job.plugin] else {
      throw PluginError("the configuration has no plugin '\(job.plugin)'")
    }
    let reading =
      if let shared, shared.serves(job) { shared } else { try await reading(for: job) }
    shared = reading
    let conversation = reading.conversation
    let hook = try conversation.hook(of: runner.entry.plugin)
    let persona = conversation.persona
    guard let upstream = engine.upstreams(of: persona).first else {
      throw PluginError("persona '\(persona.name)' has no upstream")
    }
    let effects = try await runner.run(job.hook) { deadline in
      try await hook(
        engine.host(
          of: runner.entry, until: deadline, at: engine.clock.now, tokens: upstream.tokens,
          snapshot: reading.snapshot, history: conversation.history, lookups: LookupRecord(),
          persona: persona, owner: job.owner, chat: job.chat))
    }
    let roles = try await engine.store.roles(
      of: Set(effects.flatMap(\.namedMessages)), in: job.chat, owner: job.owner)
    let own = Set(roles.filter { $0.value == .user }.keys)
    return try EffectReview(
      job: job, entry: runner.entry, messages: Set(roles.keys),
      statements: try await statements(for: effects, of: job, besides: own)
    ).reviewed(effects, at: engine.clock.now)
  }

  /// The messages that memories may rest on: those that the owner wrote in this chat, and those of
  /// other chats that were observed.
  private func statements(
    for effects: [Effect], of job: Job, besides own: Set<MessageID>
  ) async throws -> Set<MessageID> {
    guard let recollections = engine.recollections,
      !own.isSuperset(of: effects.flatMap(\.evidence))
    else { return own }
    return own.union(
      try await recollections.observations(of: job.owner, limit: TurnMemories.mostObservations)
        .map(\.message))
  }

  private func putBack(_ job: Job, after error: any Error) async throws {
    let reason = String(describing: error)
    let attempts = job.attempts
    let retryAt: Timestamp?
    if attempts < JobRunner.mostAttempts {
      let pause = JobRunner.pauses[min(max(attempts - 1, 0), JobRunner.pauses.count - 1)]
      retryAt = engine.clock.now.advanced(by: pause)
    } else {
      retryAt = nil
    }
    engine.log.write(
      retryAt == nil ? .error : .warning,
      retryAt == nil
        ? "a job is dead after \(attempts) tries" : "a job failed and will be tried again",
      [
        "plugin": .string(job.plugin), "message_id": .string(job.reply.rawValue),
        "error": .string(reason),
      ])
    try await engine.jobs.fail(job, reason: reason, retryAt: retryAt)
  }
}

extension Effect {
  /// The messages that it is drawn from.
  fileprivate var namedMessages: [MessageID] {
    switch self {
    case .summary(_, let covered): covered
    case .memory, .observation, .reflection: evidence
    case .annotation, .finding, .logLine, .deliver: []
    }
  }

  fileprivate var isAnnotation: Bool {
    if case .annotation = self { true } else { false }
  }

  /// The messages that something about the owner rests on.
  fileprivate var evidence: [MessageID] {
    switch self {
    case .memory(_, let evidence): evidence
    case .observation(let observation): [observation.message]
    case .reflection(let messages): messages
    case .summary, .annotation, .finding, .logLine, .deliver: []
    }
  }
}
