import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Synchronization

/// A model with one reply for each call, in order.
final class ScriptedModel: ModelClient {
  enum Reply: Sendable {
    case text(String)
    case fail(ModelError)
    case textThenFail(String, ModelError)
  }

  private let replies: Mutex<[Reply]>
  private let log = Mutex<[ModelRequest]>([])

  init(_ replies: [Reply]) {
    self.replies = Mutex(replies)
  }

  var requests: [ModelRequest] { log.withLock { $0 } }
  var calls: Int { requests.count }

  func generate(
    _ request: ModelRequest, onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion {
    log.withLock { $0.append(request) }
    let reply = replies.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    switch reply {
    case .text(let text): try await onEvent(.text(text))
    case .fail(let error): throw error
    case .textThenFail(let text, let error):
      try await onEvent(.text(text))
      throw error
    case nil: throw ModelError(.rejected, "no more replies in the script")
    }
    return ModelCompletion(finishReason: .stop, model: "scripted", usage: nil)
  }
}

/// A model that answers once it is released, and at once from then on.
final class HeldModel: ModelClient {
  let entered = EventCounter()
  private let released = EventCounter()

  func release() {
    released.signal()
  }

  func generate(
    _ request: ModelRequest, onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion {
    entered.signal()
    await released.reached()
    try await onEvent(.text("Main."))
    return ModelCompletion(finishReason: .stop, model: "held", usage: nil)
  }
}

/// Time that passes only when somebody sleeps, with pauses as long as they can be.
final class SteppedTime: Sendable {
  private let start = ContinuousClock.now
  private let passed = Mutex(Duration.zero)
  private let sleeps = Mutex<[Duration]>([])

  /// The sleeps so far.
  var slept: [Duration] { sleeps.withLock { $0 } }

  func advance(by duration: Duration) {
    passed.withLock { $0 += duration }
  }

  var pacing: Pacing {
    Pacing(
      now: { self.start.advanced(by: self.passed.withLock { $0 }) }, random: { 1 },
      sleep: { duration in
        self.sleeps.withLock { $0.append(duration) }
        self.advance(by: duration)
      })
  }
}
