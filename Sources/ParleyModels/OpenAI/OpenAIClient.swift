package import ParleyDomain
package import ParleyHTTPClient
import ParleyPlugin
import Synchronization

/// Calls models over the chat completions protocol: OpenAI's service and all that imitate it.
///
/// One call is one attempt; whoever calls decides about another. (Only a server that refuses to be
/// asked for the usage is asked again at once, without, and remembered.)
package final class OpenAIClient: ModelClient {
  private let exchange: UpstreamExchange
  private let refusesStreamOptions = Atomic(false)

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
    try await exchange.read(
      open(request), with: ChatCompletionParser(model: exchange.endpoint.model), onEvent: onEvent)
  }

  /// Sends the request; returns a success whose body has not been read.
  private func open(_ request: ModelRequest) async throws -> HTTPResponse {
    let mayAsk = !refusesStreamOptions.load(ordering: .relaxed)
    var body = ChatCompletionRequest(
      endpoint: exchange.endpoint, request: request, asksForUsage: mayAsk)
    while true {
      let response = try await exchange.post(body.members, stream: request.stream)
      if (200..<300).contains(response.status) { return response }
      let problem = await exchange.problem(in: response)
      let namesOption = problem.mentions(["stream_options", "include_usage"])
      if response.status == 400, namesOption, body.hasStreamOptions, body.asksForUsage {
        refusesStreamOptions.store(true, ordering: .relaxed)
        body.asksForUsage = false
        continue
      }
      throw exchange.refusal(problem, response)
    }
  }
}
