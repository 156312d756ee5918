import ParleyDomain
import ParleyPlugin
import Synchronization

/// Counts the calls of a model, with what they cost.
final class MeteredModelClient: ModelClient {
  /// What all calls came to.
  struct Reading: Sendable, Hashable {
    var calls = 0
    /// Calls that ended with an error.
    var failures = 0
    var usage = Usage()
    /// In calls, one after another.
    var time = Duration.zero
    /// The model's own name for itself, as the last call told it.
    var model: String?
  }

  private let client: any ModelClient
  private let tokens: any TokenCounter
  private let state = Mutex(Reading())

  /// - Parameter upstream: Whose calls are counted; its tokens are estimated where it tells none.
  init(_ upstream: Upstream) {
    client = upstream.client
    tokens = upstream.tokens
  }

  var reading: Reading { state.withLock(\.self) }

  @concurrent func generate(
    _ request: ModelRequest, onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion {
    let begin = ContinuousClock.now
    let heard = Mutex("")
    do {
      let completion = try await client.generate(request) { event in
        if case .text(let piece) = event { heard.withLock { $0 += piece } }
        try await onEvent(event)
      }
      note(
        completion.usage ?? estimate(request, heard.withLock(\.self)), since: begin,
        model: completion.model)
      return completion
    } catch {
      let text = heard.withLock(\.self)
      // A call that was refused is not charged for.
      note(text.isEmpty ? Usage() : estimate(request, text), since: begin, failed: true)
      throw error
    }
  }

  private func estimate(_ request: ModelRequest, _ text: String) -> Usage {
    Usage(
      inputTokens: request.messages.reduce(0) { $0 + tokens.count($1.content) },
      outputTokens: tokens.count(text), estimated: true)
  }

  private func note(
    _ usage: Usage, since begin: ContinuousClock.Instant, model: String? = nil,
    failed: Bool = false
  ) {
    let time = begin.duration(to: .now)
    state.withLock { state in
      state.calls += 1
      state.failures += failed ? 1 : 0
      state.time += time
      state.model = model ?? state.model
      state.usage.inputTokens += usage.inputTokens
      state.usage.outputTokens += usage.outputTokens
      state.usage.cachedTokens += usage.cachedTokens
      state.usage.estimated = state.usage.estimated || usage.estimated
    }
  }
}
