package import ParleyDomain
package import ParleyPlugin

/// A model whose reports of used tokens teach an estimator.
package struct LearningClient: ModelClient {
  private let client: any ModelClient
  private let estimator: LearningEstimator
  private let keep: @Sendable (JSONValue) async -> Void

  /// - Parameter keep: Stores what has been learned; called now and then.
  package init(
    _ client: any ModelClient, teaching estimator: LearningEstimator,
    keep: @escaping @Sendable (JSONValue) async -> Void = { _ in }
  ) {
    self.client = client
    self.estimator = estimator
    self.keep = keep
  }

  @concurrent
  package func generate(
    _ request: ModelRequest, onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion {
    let completion = try await client.generate(request, onEvent: onEvent)
    if let usage = completion.usage, !usage.estimated,
      let learned = estimator.learn(request.messages, inputTokens: usage.inputTokens)
    {
      await keep(learned)
    }
    return completion
  }
}
