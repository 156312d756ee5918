package import ParleyDomain
package import ParleyPlugin
import Synchronization

/// The generations in the making, of all owners: starts them, finds them again, ends them.
///
/// A finished one can be read for a while longer (``afterlife``, and the last
/// ``GenerationRegistry/mostEnded`` of them), then from the store. One whose reply the store did not
/// take stays until it does.
package final class LiveGenerations: Sendable {
  /// How long a finished generation stays here for readers that come back.
  package static let afterlife = Duration.seconds(30)

  private struct State {
    var current: EngineInUse
    var generations = GenerationRegistry()
  }

  private let state: Mutex<State>
  private let jobs: JobLoop
  private let unsaved: UnsavedReplies
  private let onEnd: @Sendable (LiveEvent) -> Void

  /// - Parameters:
  ///   - jobs: Told whenever a turn has left jobs behind.
  ///   - savingPauses: Before each new try to store a reply that the store did not take.
  ///   - onEnd: Hears the last event of every generation, once, whoever reads it.
  package init(
    engine: Engine, jobs: JobLoop, savingPauses: [Duration] = UnsavedReplies.pauses,
    onEnd: @escaping @Sendable (LiveEvent) -> Void = { _ in }
  ) {
    state = Mutex(State(current: EngineInUse(engine)))
    self.jobs = jobs
    unsaved = UnsavedReplies(pauses: savingPauses)
    self.onEnd = onEnd
  }

  /// What new turns are made with. For a look; work of some length goes through
  /// ``withEngine(_:)``.
  package var engine: Engine { state.withLock { $0.current.engine } }

  /// Works with the engine of now. When a reload replaces it meanwhile, its plugins are stopped after
  /// this, not before.
  package func withEngine<Result>(
    _ work: (Engine) async throws -> Result
  ) async rethrows -> Result {
    let used = use()
    defer { used.end() }
    return try await work(used.engine)
  }

  /// Makes new turns with another engine; returns the one before, which those who began with it still
  /// use.
  package func replace(_ engine: Engine) -> EngineInUse {
    state.withLock { state in
      defer { state.current = EngineInUse(engine) }
      return state.current
    }
  }

  /// The engine of now, with one more user: the caller ends it.
  private func use() -> EngineInUse {
    state.withLock { state in
      state.current.begin()
      return state.current
    }
  }

  /// How many replies are being made.
  package var running: Int {
    state.withLock { $0.generations.count }
  }

  /// How many replies are made and could not be stored yet.
  package var waitingToBeStored: Int { unsaved.count }

  /// What became of a request.
  package enum Start: Sendable {
    case live(LiveGeneration)
    /// The request was sent before and its reply is no longer being made.
    case stored(user: StoredMessage, reply: StoredMessage, generation: GenerationID)
  }

  /// Stores a message and begins to make its reply, which goes on without the caller. Throws as
  /// ``Engine/accept(_:)``, and ``ReplyNotSaved`` while the chat's last reply cannot be stored.
  package func start(_ request: TurnRequest) async throws -> Start {
    if let chat = request.chat { try await unsaved.save(in: chat, owner: request.owner) }
    let used = use()
    let acceptance: Acceptance
    do {
      acceptance = try await used.engine.accept(request)
    } catch {
      used.end()
      throw error
    }
    switch acceptance {
    case .known(let user, var reply, let generation):
      used.end()
      if await trySaving(generation, owner: request.owner) {
        reply = try await used.engine.store.reply(of: generation, owner: request.owner) ?? reply
      } else if let live = live(generation, owner: request.owner) {
        return .live(live)
      }
      return .stored(user: user, reply: reply, generation: generation)
    case .new(let turn):
      let control = TurnControl()
      let generation = LiveGeneration(turn, control: control)
      state.withLock { $0.generations.begin(generation) }
      generation.run(
        Task {
          let ending: LiveEvent
          do {
            ending = .done(
              try await used.engine.complete(turn, control: control) { event in
                generation.append(.turn(event))
              })
          } catch {
            ending = .failed(error)
          }
          if case .failed(let failure as ReplyNotSaved) = ending { keep(failure, used.engine) }
          used.end()
          onEnd(ending)
          end(turn.generation)
          generation.append(ending)
          jobs.wake()
        })
      return .live(generation)
    }
  }

  /// A generation of this owner that is being made, or was just now.
  package func live(_ id: GenerationID, owner: OwnerID) -> LiveGeneration? {
    let found = state.withLock { $0.generations[id] }
    return found?.turn.owner == owner ? found : nil
  }

  /// Tries now to store the reply of a generation that the store did not take; returns whether there
  /// was one and it is stored now.
  package func trySaving(_ id: GenerationID, owner: OwnerID) async -> Bool {
    await unsaved.save(id, owner: owner)
  }

  /// The generation of this owner's chat whose reply is made and could not be stored yet.
  package func unsaved(in chat: ChatID, owner: OwnerID) -> LiveGeneration? {
    let found = state.withLock { $0.generations.kept(in: chat) }
    return found?.turn.owner == owner ? found : nil
  }

  /// The generation that this owner's chat is waiting for.
  package func running(in chat: ChatID, owner: OwnerID) -> LiveGeneration? {
    let found = state.withLock { $0.generations.making(in: chat) }
    return found?.turn.owner == owner ? found : nil
  }

  /// The generations that this owner waits for.
  package func unfinished(of owner: OwnerID) -> [LiveGeneration] {
    state.withLock { $0.generations.unfinished }.filter { $0.turn.owner == owner }
  }

  /// How many replies this owner waits for.
  package func running(of owner: OwnerID) -> Int {
    state.withLock { $0.generations.count(of: owner) }
  }

  /// Lets the running generations end by themselves until the deadline, then ends them as
  /// interrupted; returns when all are stored, or the log says which the store did not take.
  package func drain(until deadline: Deadline) async {
    let generations = state.withLock { $0.generations.unfinished }
    let alarm = Task {
      do {
        try await Task.sleep(until: deadline.instant, clock: .continuous)
      } catch {
        return
      }
      for generation in generations { generation.end(.left) }
    }
    for generation in generations { await generation.finished() }
    alarm.cancel()
    await unsaved.giveUp(log: engine.log)
  }

  /// The texts of the generations that are being made.
  func partialTexts() -> [PartialText] {
    state.withLock { $0.generations.unfinished }.map {
      PartialText(owner: $0.turn.owner, reply: $0.turn.reply, text: $0.text)
    }
  }

  private func end(_ id: GenerationID) {
    state.withLock {
      $0.generations.end(id, at: .now, afterlife: LiveGenerations.afterlife)
    }
  }

  private func keep(_ failure: ReplyNotSaved, _ engine: Engine) {
    state.withLock { $0.generations.keep(failure.turn.generation) }
    unsaved.keep(failure, store: engine.store, log: engine.log) { [weak self] in
      self?.state.withLock { $0.generations.forget(failure.turn.generation) }
      self?.jobs.wake()
    }
  }
}
