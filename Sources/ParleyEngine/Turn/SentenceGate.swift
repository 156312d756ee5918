import ParleyDomain
import ParleyPlugin
import Synchronization

/// Holds a model's text back until the persona's plugins have let each sentence through.
///
/// Used by one turn, one step after the other; what waits here has reached neither readers nor disk.
final class SentenceGate: Sendable {
  /// A plugin that decides about sentences.
  struct Keeper: Sendable {
    var runner: HookRunner
    var plugin: any SentenceHook
  }

  /// What the hooks are told, and by which host.
  struct Surroundings: Sendable {
    var turn: Turn
    var injected: [InjectedPart]
    var instructions: String
    var host: @Sendable (PluginEntry, Deadline) -> TurnHostSession
  }

  /// A piece of text that readers may have.
  struct Released: Sendable, Hashable {
    var text: String
    /// Set when the text stands in for a sentence; its range is that of the text alone.
    var notice: Notice?
  }

  private struct State {
    var splitter = SentenceSplitter()
    var undecided: [String] = []
    var surroundings: Surroundings?
    /// The line that the last sentence was replaced by.
    var lastLine: String?
    var milliseconds: [String: Double] = [:]
    var failures: [String: HookRun.Outcome] = [:]
  }

  private let keepers: [Keeper]
  private let state = Mutex(State())

  init(_ keepers: [Keeper]) {
    self.keepers = keepers
  }

  /// Begins a reply: what is left of an earlier attempt, which nobody has read, is dropped.
  func open(_ surroundings: Surroundings) {
    state.withLock { state in
      state.splitter = SentenceSplitter()
      state.undecided = []
      state.surroundings = surroundings
    }
  }

  func take(_ piece: String) {
    state.withLock { $0.undecided += $0.splitter.append(piece) }
  }

  /// Makes what is left a sentence, because nothing more will come.
  func close() {
    state.withLock { state in
      let rest = state.splitter.rest()
      if !rest.isEmpty { state.undecided.append(rest) }
    }
  }

  /// Decides about the next complete sentence; `nil` when there is none. Throws `CancellationError`
  /// when the task was cancelled, and the sentence stays undecided.
  ///
  /// - Parameter before: The reply as it was let through.
  func next(after before: String) async throws -> Released? {
    guard
      let (sentence, surroundings) = state.withLock({ state in
        state.undecided.first.map { ($0, state.surroundings) }
      })
    else { return nil }
    var released = Released(text: sentence)
    if let surroundings, sentence.contains(where: { !$0.isWhitespace }) {
      released = try await decide(sentence, after: before, surroundings)
    }
    state.withLock { _ = $0.undecided.removeFirst() }
    return released
  }

  private func decide(
    _ sentence: String, after before: String, _ surroundings: Surroundings
  ) async throws -> Released {
    let draft = DraftSentence(
      text: sentence, before: before, turn: surroundings.turn, injected: surroundings.injected,
      instructions: surroundings.instructions)
    for keeper in keepers {
      let entry = keeper.runner.entry
      let stopwatch = Stopwatch()
      defer { note(entry.name, stopwatch.milliseconds) }
      do {
        let verdict = try await keeper.runner.run(.beforeDone) { deadline in
          try await keeper.plugin.release(draft, surroundings.host(entry, deadline))
        }
        guard case .withhold(let line, var notice) = verdict else { continue }
        notice.plugin = entry.name
        return replace(sentence, by: line, notice)
      } catch let failure as HookFailure {
        let isFatal = entry.onError == .fail
        note(entry.name, failure, isFatal: isFatal)
        guard isFatal else { continue }
        let notice = Notice(
          code: "held_sentence", message: "Not checked (\(failure)), held back: \(sentence)",
          plugin: entry.name, audience: .operators)
        return replace(
          sentence, by: UncheckedLine.text(language: surroundings.turn.persona.language), notice)
      }
    }
    state.withLock { $0.lastLine = nil }
    return Released(text: sentence)
  }

  /// The line in the sentence's place. One line stands for several sentences of a paragraph that are
  /// withheld one after the other.
  private func replace(_ sentence: String, by line: String, _ notice: Notice) -> Released {
    let place = SentencePlace(of: sentence)
    let isRepeated = state.withLock { state in
      defer { state.lastLine = line }
      return state.lastLine == line && place.isWithinParagraph
    }
    guard !isRepeated else {
      return Released(
        text: place.tail.contains(where: \.isNewline) ? place.tail : "", notice: notice)
    }
    var notice = notice
    let start = place.lead.unicodeScalars.count
    notice.range = start..<start + line.unicodeScalars.count
    return Released(text: place.holding(line), notice: notice)
  }

  // MARK: Trace

  private func note(_ entry: String, _ milliseconds: Double) {
    state.withLock { $0.milliseconds[entry, default: 0] += milliseconds }
  }

  private func note(_ entry: String, _ failure: HookFailure, isFatal: Bool) {
    let outcome: HookRun.Outcome =
      isFatal ? .failed(reason: failure.description) : .skipped(reason: failure.description)
    state.withLock { state in state.failures[entry] = state.failures[entry] ?? outcome }
  }

  /// One run for each plugin that was asked: all its time, and its first failure.
  var runs: [HookRun] {
    let (milliseconds, failures) = state.withLock { ($0.milliseconds, $0.failures) }
    return keepers.map(\.runner.entry.name).compactMap { entry in
      milliseconds[entry].map {
        HookRun(
          plugin: entry, hook: .beforeDone, outcome: failures[entry] ?? .unchanged,
          milliseconds: $0)
      }
    }
  }
}

extension Engine {
  /// The gate of a persona's replies; `nil` when no plugin of it holds sentences.
  func sentenceGate(for persona: Persona) -> SentenceGate? {
    let keepers = hooks[persona, .beforeDone].compactMap { runner in
      (runner.entry.plugin as? any SentenceHook).flatMap { plugin in
        plugin.holdsSentences ? SentenceGate.Keeper(runner: runner, plugin: plugin) : nil
      }
    }
    return keepers.isEmpty ? nil : SentenceGate(keepers)
  }

  /// What the gate tells its hooks about a prompt that is being answered.
  func surroundings(
    of prepared: PreparedTurn, _ prompt: Prompt, upstream: Upstream
  ) -> SentenceGate.Surroundings {
    SentenceGate.Surroundings(
      turn: prepared.turn, injected: prompt.injected, instructions: prepared.allInstructions
    ) { entry, deadline in
      host(
        of: entry, until: deadline, at: clock.now, tokens: upstream.tokens,
        snapshot: prepared.snapshot, history: prepared.turn.history, lookups: LookupRecord(),
        persona: prepared.persona, owner: prepared.owner, chat: prepared.turn.chat)
    }
  }
}
