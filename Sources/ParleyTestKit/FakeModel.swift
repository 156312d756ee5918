package import ParleyDomain
package import ParleyPlugin
import Synchronization

/// A model that says what a test tells it to, and remembers what it was asked.
package final class FakeModel: ModelClient {
  /// One step of a reply.
  package enum Step: Sendable {
    case text(String)
    case reasoning(String)
    case fail(ModelError)
    /// Waits until the call is cancelled.
    case hang
    case finish(FinishReason)
  }

  private let script: @Sendable (ModelRequest) -> [Step]
  private let log = Mutex<[ModelRequest]>([])
  private let usage: Usage?

  /// A model that answers each request with the steps of a script.
  package init(usage: Usage? = nil, script: @escaping @Sendable (ModelRequest) -> [Step]) {
    self.usage = usage
    self.script = script
  }

  /// A model that always says the same.
  package convenience init(saying text: String) {
    self.init { _ in [.text(text)] }
  }

  package var requests: [ModelRequest] { log.withLock { $0 } }

  package func generate(
    _ request: ModelRequest, onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion {
    log.withLock { $0.append(request) }
    for step in script(request) {
      switch step {
      case .text(let text): try await onEvent(.text(text))
      case .reasoning(let text): try await onEvent(.reasoning(text))
      case .fail(let error): throw error
      case .hang: try await Task.sleep(for: .seconds(3600))
      case .finish(let reason):
        return ModelCompletion(finishReason: reason, model: "fake-model", usage: usage)
      }
    }
    return ModelCompletion(finishReason: .stop, model: "fake-model", usage: usage)
  }
}

/// Counts a token for each word.
package struct WordCounter: TokenCounter {
  package init() {}

  package func count(_ text: String) -> Int {
    text.split(whereSeparator: \.isWhitespace).count
  }
}
