package import ParleyDomain
package import ParleyHTTPClient
import ParleyPlugin

/// Calls models over Anthropic's Messages protocol.
///
/// One call is one attempt; whoever calls decides about another.
package final class AnthropicClient: ModelClient {
  private let exchange: UpstreamExchange

  /// `version` is Parley's own, for the `User-Agent`.
  package init(
    _ endpoint: UpstreamEndpoint, http: HTTPClient, clock: any WallClock, version: String
  ) {
    exchange = UpstreamExchange(endpoint, http: http, clock: clock, version: version)
  }

  @concurrent
  package func generate(
    _ request: ModelRequest, onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion {
    let body = MessagesRequest(endpoint: exchange.endpoint, request: request)
    let response = try await exchange.post(body.members, stream: request.stream)
    guard (200..<300).contains(response.status) else {
      throw exchange.refusal(await exchange.problem(in: response), response)
    }
    return try await exchange.read(
      response, with: MessagesParser(model: exchange.endpoint.model), onEvent: onEvent)
  }
}
