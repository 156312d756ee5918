import ParleyDomain
import ParleyHTTPClient
import ParleyJSON
import ParleyPlugin

/// One endpoint's requests and replies, whatever the protocol: the address, the headers, the limits,
/// and failures in the domain's words.
struct UpstreamExchange: Sendable {
  /// The most text that is taken of one reply, in bytes; what is longer is cut there.
  static let replyLimit = 1 << 20

  let endpoint: UpstreamEndpoint
  let errors: UpstreamErrors
  private let http: HTTPClient
  private let clock: any WallClock
  private let userAgent: String

  /// `version` is Parley's own, for the `User-Agent`.
  init(_ endpoint: UpstreamEndpoint, http: HTTPClient, clock: any WallClock, version: String) {
    self.endpoint = endpoint
    self.http = http
    self.clock = clock
    userAgent = "Parley/\(version)"
    errors = UpstreamErrors(endpoint: endpoint)
  }

  /// Sends a request; returns the response, whatever its status, with its body unread. Throws
  /// ``ModelError`` when none comes.
  func post(_ members: [String: JSONValue], stream: Bool) async throws -> HTTPResponse {
    do {
      var request = HTTPRequest(
        method: "POST", url: endpoint.url,
        headers: endpoint.headers(stream: stream, userAgent: userAgent),
        body: JSONWriter.bytes(.object(members)), timeouts: endpoint.timeouts)
      request.reach = endpoint.reach
      request.authorities = endpoint.authorities
      return try await http.send(request)
    } catch {
      throw errors.error(error)
    }
  }

  /// What a refusal says. When its body cannot be read, its status still counts.
  func problem(in response: HTTPResponse) async -> UpstreamProblem {
    do {
      return UpstreamProblem(body: try await response.body.collect(upTo: 64 * 1024))
    } catch {
      return UpstreamProblem(message: "")
    }
  }

  /// The error for a response that is not a success.
  func refusal(_ problem: UpstreamProblem, _ response: HTTPResponse) -> ModelError {
    errors.refusal(problem, status: response.status, headers: response.headers, now: clock.now)
  }

  /// Hands over what a success says, in order, as it comes.
  func read<Parser: ReplyParser>(
    _ response: HTTPResponse, with parser: Parser,
    onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion {
    // Once for the whole reply: looking out anew for each token would cost as much as the token.
    try await response.body.endingWhenCancelled {
      var reader = ReplyReader(response, parser: parser)
      if let cut = try await handOver(from: &reader, status: response.status, onEvent: onEvent) {
        return cut
      }
      guard let completion = reader.parser.completion else {
        throw errors.brokenOff(status: response.status)
      }
      if completion.finishReason == .error {
        throw errors.failure(UpstreamProblem(message: ""), status: response.status)
      }
      return completion
    }
  }

  /// Hands over all events; returns how a reply ended that had to be cut.
  private func handOver<Parser: ReplyParser>(
    from reader: inout ReplyReader<Parser>, status: Int,
    onEvent: @Sendable (ModelEvent) async throws -> Void
  ) async throws -> ModelCompletion? {
    var tags = endpoint.hasThinkingTags ? ThinkingTags() : nil
    var step = ReplyReader<Parser>.Step.bytes
    while true {
      switch step {
      case .events(let events):
        for event in tags?.consume(events) ?? events { try await onEvent(event) }
        // A reply without end is cut, and says so.
        if reader.parser.textBytes > Self.replyLimit {
          return ModelCompletion(
            finishReason: .length, model: reader.parser.model,
            usage: reader.parser.completion?.usage)
        }
        step = try told(status) { try reader.next() }
      case .bytes:
        do throws(HTTPClientError) {
          try await reader.fill()
        } catch {
          // What comes after the finish reason is worth having, but the reply is whole without it.
          guard error.code != .cancelled, reader.parser.completion != nil else {
            throw errors.error(error)
          }
          step = .over
          continue
        }
        step = try told(status) { try reader.take() }
      case .over:
        for kept in tags?.finish() ?? [] { try await onEvent(kept) }
        return nil
      }
    }
  }

  /// Reads, with failures in the domain's words.
  private func told<Step>(_ status: Int, _ read: () throws -> Step) throws -> Step {
    do {
      return try read()
    } catch let problem as UpstreamProblem {
      throw errors.failure(problem, status: status)
    } catch let malformed as MalformedReply {
      throw errors.malformed(malformed.reason, status: status)
    }
  }
}
