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

  /// Asks the upstreams in order until one answers; another try is made only while no text has gone
  /// out. Throws ``TurnError`` (its cause tells whether text had come), or `CancellationError`.
  ///
  /// - Parameter surroundings: What a gate is told about the prompt of an attempt.
  func run(
    _ prepared: PreparedTurn, stream: Bool, guards: UpstreamGuards,
    surroundings: @Sendable (Prompt, Upstream) -> SentenceGate.Surroundings,
    onEvent: @escaping @Sendable (TurnEvent) async -> Void
  ) async throws -> Ending {
    var route = try UpstreamRoute(prepared)
    while true {
      let (upstream, prompt) = (route.upstream, route.prompt)
      if route.position > 0, upstream.isExtractive, let failed = attempts.last {
        let notice = Generation.fallbackNotice(after: failed)
        add(notice)
        await onEvent(.notice(notice))
      }
      let request = request(prompt, prepared, stream)
      do {
        let completion = try await UpstreamCall(
          upstream: upstream, guards: guards, request: request, cause: route.cause
        ).run(
          mayRepeat: { self.text.isEmpty },
          record: { attempt in self.state.withLock { $0.attempts.append(attempt) } },
          call: { attempt in
            self.gate?.open(surroundings(prompt, upstream))
            self.state.withLock { $0.received = 0 }
            return try await self.call(upstream, request, attempt, onEvent)
          })
        return Ending(completion: completion, upstream: upstream, prompt: prompt)
      } catch let error as ModelError {
        try Task.checkCancellation()
        guard text.isEmpty, route.advance(after: error) else {
          throw TurnError(.upstream, error.description, cause: error)
        }
      }
    }
  }

  private func request(_ prompt: Prompt, _ prepared: PreparedTurn, _ stream: Bool) -> ModelRequest {
    ModelRequest(
      messages: prompt.messages, replyTokens: prepared.persona.budget.reply, stream: stream,
      context: TurnContext(
        persona: prepared.persona, message: prepared.turn.message.text,
        history: prepared.turn.history, lookups: prepared.lookups,
        citationIndex: prompt.citationIndex, remarks: prepared.remarks(in: prompt)))
  }

  private func call(
    _ upstream: Upstream, _ request: ModelRequest, _ attempt: UpstreamCall.Try,
    _ onEvent: @escaping @Sendable (TurnEvent) async -> Void
  ) async throws -> ModelCompletion {
    do {
      return try await upstream.client.generate(request) { event in
        guard case .text(let piece) = event, !piece.isEmpty else { return }
        try Task.checkCancellation()
        // Before it is handed over: how long a slow reader takes is not the upstream's doing.
        attempt.heardText(piece)
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

  private static func fallbackNotice(after failed: Attempt) -> Notice {
    Notice(
      code: "fallback_extractive",
      message:
        "The language model could not answer just now; this reply is read out from the records.")
  }
}
