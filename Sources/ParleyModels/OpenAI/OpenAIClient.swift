package import ParleyDomain
package import ParleyHTTPClient
import ParleyPlugin
import Synchronization

/// Calls models over the chat completions protocol: OpenAI's service and all that imitate it.
///
/// One call is one attempt; whoever calls decides about another. (Only a server that refuses to be
/// asked for the usage is asked again at once, without, and remembered.)
package final class OpenAIClient: ModelClient {
  /// The most text that is taken of one reply, in bytes; what is longer is cut there.
  package static let replyLimit = 1 << 20

  private let endpoint: OpenAIEndpoint
  private let http: HTTPClient
  private let clock: any WallClock
  private let userAgent: String
  private let errors: UpstreamErrors
  private let refusesStreamOptions = Atomic(false)

  /// `version` is Parley's own, for the `User-Agent`.
  package init(
    _ endpoint: OpenAIEndpoint, http: HTTPClient, clock: any WallClock, version: String
  ) {
    self.endpoint = endpoint
    self.http = http
    self.clock = clock
    userAgent = "Parley/\(version)"
    errors = UpstreamErrors(endpoint: endpoint)
  }

  @concurrent
  package func generate(
    _ request: ModelRequest, onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion {
    let response = try await open(request)
    var reader = ChatCompletionReader(response, model: endpoint.model)
    var tags = endpoint.hasThinkingTags ? ThinkingTags() : nil
    while let events = try await next(from: &reader, status: response.status) {
      for event in events {
        for told in tags?.consume(event) ?? [event] { try await onEvent(told) }
      }
      // A reply without end is cut, and says so.
      if reader.textBytes > Self.replyLimit {
        return ModelCompletion(
          finishReason: .length, model: reader.model, usage: reader.completion?.usage)
      }
    }
    for kept in tags?.finish() ?? [] { try await onEvent(kept) }
    guard let completion = reader.completion else {
      throw errors.brokenOff(status: response.status)
    }
    if completion.finishReason == .error {
      throw errors.failure(UpstreamProblem(message: ""), status: response.status)
    }
    return completion
  }

  /// What comes next of a reply, with failures in the domain's words; `nil` once it is over.
  private func next(
    from reader: inout ChatCompletionReader, status: Int
  ) async throws -> [ModelEvent]? {
    do {
      return try await reader.next()
    } catch let failure as HTTPClientError {
      // What comes after the finish reason is worth having, but the reply is whole without it.
      if failure.code != .cancelled, reader.completion != nil { return nil }
      throw errors.error(failure)
    } catch let problem as UpstreamProblem {
      throw errors.failure(problem, status: status)
    } catch let malformed as ChatCompletionParser.Malformed {
      throw errors.malformed(malformed.reason, status: status)
    }
  }

  /// Sends the request; returns a success whose body has not been read.
  private func open(_ request: ModelRequest) async throws -> HTTPResponse {
    let mayAsk = !refusesStreamOptions.load(ordering: .relaxed)
    var body = ChatCompletionRequest(endpoint: endpoint, request: request, asksForUsage: mayAsk)
    while true {
      let response = try await send(body)
      if (200..<300).contains(response.status) { return response }
      let problem = await problem(in: response)
      let namesOption = problem.mentions(["stream_options", "include_usage"])
      if response.status == 400, namesOption, body.hasStreamOptions, body.asksForUsage {
        refusesStreamOptions.store(true, ordering: .relaxed)
        body.asksForUsage = false
        continue
      }
      throw errors.refusal(
        problem, status: response.status, headers: response.headers, now: clock.now)
    }
  }

  private func send(_ body: ChatCompletionRequest) async throws -> HTTPResponse {
    do {
      var request = HTTPRequest(
        method: "POST", url: endpoint.url,
        headers: endpoint.headers(stream: body.request.stream, userAgent: userAgent),
        body: body.bytes, timeouts: endpoint.timeouts)
      request.reach = endpoint.reach
      request.authorities = endpoint.authorities
      return try await http.send(request)
    } catch {
      throw errors.error(error)
    }
  }

  /// What a refusal says. When its body cannot be read, its status still counts.
  private func problem(in response: HTTPResponse) async -> UpstreamProblem {
    do {
      return UpstreamProblem(body: try await response.body.collect(upTo: 64 * 1024))
    } catch {
      return UpstreamProblem(message: "")
    }
  }
}
