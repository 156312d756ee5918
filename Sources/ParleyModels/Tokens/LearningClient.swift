package import ParleyDomain
import ParleyPlugin

/// A model whose reports of used tokens teach an estimator.
package struct LearningClient: ModelClient {
  private let client: any ModelClient
  private let estimator: LearningEstimator

  package init(_ client: any ModelClient, teaching estimator: LearningEstimator) {
    self.client = client
    self.estimator = estimator
  }

  @concurrent
  package func generate(
    _ request: ModelRequest, onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion {
    let completion = try await client.generate(request, onEvent: onEvent)
    if let usage = completion.usage, !usage.estimated {
      estimator.learn(request.messages, inputTokens: usage.inputTokens)
    }
    return completion
  }
}
