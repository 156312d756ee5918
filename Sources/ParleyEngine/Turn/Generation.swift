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
  }

  /// Thrown into a model call to end it at ``longestReply``.
  private struct ReplyTooLong: Error {}

  private let state = Mutex(State())

  var text: String { state.withLock { $0.text } }
  var attempts: [Attempt] { state.withLock { $0.attempts } }
  var notices: [Notice] { state.withLock { $0.notices } }

  func append(_ text: String) {
    state.withLock { $0.text += text }
  }

  func add(_ notice: Notice) {
    state.withLock { $0.notices.append(notice) }
  }

  /// How a generation ended, with the prompt and the upstream that it ended with.
  struct Ending: Sendable {
    var completion: ModelCompletion
    var upstream: Upstream
    var prompt: Prompt
  }

  /// Asks the upstreams in order until one answers; another is tried only while no text has gone
  /// out. Throws ``TurnError`` (its cause tells whether text had come), or `CancellationError`.
  func run(
    _ prepared: PreparedTurn, stream: Bool, onEvent: @escaping @Sendable (TurnEvent) async -> Void
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
        citationIndex: prompt.citationIndex))
    do {
      return try await upstream.client.generate(request) { event in
        guard case .text(let piece) = event, !piece.isEmpty else { return }
        try Task.checkCancellation()
        self.append(piece)
        await onEvent(.delta(piece))
        if self.text.utf8.count > Generation.longestReply { throw ReplyTooLong() }
      }
    } catch is ReplyTooLong {
      return ModelCompletion(finishReason: .length, model: upstream.model, usage: nil)
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
