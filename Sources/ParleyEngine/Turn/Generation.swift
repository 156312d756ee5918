import ParleyDomain
import ParleyPlugin
import Synchronization

/// The making of one reply: the text so far, and how it was made.
final class Generation: Sendable {
  /// The longest reply, in bytes of UTF-8; an upstream that never ends is cut here.
  static let longestReply = 1 << 20

  private struct State {
    var text = ""
    var attempts: [Attempt] = []
    var notices: [Notice] = []
    /// What the upstream has sent in this attempt, in bytes.
    var received = 0
  }

  /// Thrown into a model call to end it at ``longestReply``.
  private struct ReplyTooLong: Error {}

  private let state = Mutex(State())
  /// Holds text back; `nil` lets everything through as it comes.
  private let gate: SentenceGate?

  init(gate: SentenceGate? = nil) {
    self.gate = gate
  }

  var text: String { state.withLock { $0.text } }
  var attempts: [Attempt] { state.withLock { $0.attempts } }
  var notices: [Notice] { state.withLock { $0.notices } }

  func append(_ text: String) {
    state.withLock { $0.text += text }
  }

  func add(_ notice: Notice) {
    state.withLock { $0.notices.append(notice) }
  }

  /// The runs of the hooks that decided about sentences.
  var sentenceRuns: [HookRun] { gate?.runs ?? [] }

  /// How a generation ended, with the prompt and the upstream that it ended with.
  struct Ending: Sendable {
    var completion: ModelCompletion
    var upstream: Upstream
    var prompt: Prompt
  }

  /// Asks the upstreams in order until one answers; another is tried only while no text has gone
  /// out. Throws ``TurnError`` (its cause tells whether text had come), or `CancellationError`.
  ///
  /// - Parameter surroundings: What a gate is told about the prompt of an attempt.
  func run(
    _ prepared: PreparedTurn, stream: Bool,
    surroundings: @Sendable (Prompt, Upstream) -> SentenceGate.Surroundings,
    onEvent: @escaping @Sendable (TurnEvent) async -> Void
  ) async throws -> Ending {
    var next = 0
    while true {
      let (position, prompt) = try prepared.route(from: next)
      let upstream = prepared.upstreams[position]
      if position > 0, upstream.isExtractive, let failed = attempts.last {
        let notice = Generation.fallbackNotice(after: failed)
        add(notice)
        await onEvent(.notice(notice))
      }
      gate?.open(surroundings(prompt, upstream))
      state.withLock { $0.received = 0 }
      let stopwatch = Stopwatch()
      let firstText = Mutex<Double?>(nil)
      do {
        let completion = try await call(upstream, prompt, prepared, stream) { event in
          firstText.withLock { $0 = $0 ?? stopwatch.milliseconds }
          await onEvent(event)
        }
        record(upstream, nil, stopwatch, firstText.withLock { $0 })
        return Ending(completion: completion, upstream: upstream, prompt: prompt)
      } catch let error as ModelError {
        record(upstream, error, stopwatch, firstText.withLock { $0 })
        try Task.checkCancellation()
        guard text.isEmpty, position + 1 < prepared.upstreams.count else {
          throw TurnError(.upstream, error.description, cause: error)
        }
        next = position + 1
      }
    }
  }

  private func call(
    _ upstream: Upstream, _ prompt: Prompt, _ prepared: PreparedTurn, _ stream: Bool,
    _ onEvent: @escaping @Sendable (TurnEvent) async -> Void
  ) async throws -> ModelCompletion {
    let request = ModelRequest(
      messages: prompt.messages, replyTokens: prepared.persona.budget.reply, stream: stream,
      context: TurnContext(
        persona: prepared.persona, message: prepared.turn.message.text,
        history: prepared.turn.history, lookups: prepared.lookups,
        citationIndex: prompt.citationIndex, remarks: prepared.remarks(in: prompt)))
    do {
      return try await upstream.client.generate(request) { event in
        guard case .text(let piece) = event, !piece.isEmpty else { return }
        try Task.checkCancellation()
        try await self.take(piece, onEvent)
        if self.state.withLock({ $0.received }) > Generation.longestReply { throw ReplyTooLong() }
      }
    } catch is ReplyTooLong {
      return ModelCompletion(finishReason: .length, model: upstream.model, usage: nil)
    }
  }

  // MARK: Text on its way out

  private func take(
    _ piece: String, _ onEvent: @escaping @Sendable (TurnEvent) async -> Void
  ) async throws {
    state.withLock { $0.received += piece.utf8.count }
    guard let gate else {
      append(piece)
      return await onEvent(.delta(piece))
    }
    gate.take(piece)
    try await letThrough(gate, onEvent)
  }

  /// Lets out what the gate still holds, the beginning of a sentence too; also when the turn's task
  /// has been cancelled.
  func releaseRest(_ onEvent: @escaping @Sendable (TurnEvent) async -> Void) async {
    guard let gate else { return }
    gate.close()
    await Task {
      do {
        try await letThrough(gate, onEvent)
      } catch {
        // Thrown only to a task that is cancelled, and nobody cancels this one.
      }
    }.value
  }

  private func letThrough(
    _ gate: SentenceGate, _ onEvent: @escaping @Sendable (TurnEvent) async -> Void
  ) async throws {
    while let released = try await gate.next(after: text) {
      if var notice = released.notice {
        let start = text.unicodeScalars.count
        notice.range = notice.range.map { start + $0.lowerBound..<start + $0.upperBound }
        add(notice)
      }
      guard !released.text.isEmpty else { continue }
      append(released.text)
      await onEvent(.delta(released.text))
    }
  }

  private func record(
    _ upstream: Upstream, _ error: ModelError?, _ stopwatch: Stopwatch, _ firstText: Double?
  ) {
    let attempt = Attempt(
      upstream: upstream.name, error: error, milliseconds: stopwatch.milliseconds,
      firstTextMilliseconds: firstText)
    state.withLock { $0.attempts.append(attempt) }
  }

  private static func fallbackNotice(after failed: Attempt) -> Notice {
    Notice(
      code: "fallback_extractive",
      message:
        "The language model could not answer just now; this reply is read out from the records.")
  }
}
