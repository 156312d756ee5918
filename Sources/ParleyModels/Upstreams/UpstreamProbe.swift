package import ParleyDomain
package import ParleyHTTPClient
import ParleyJSON
import ParleyPlugin

/// Looks whether an endpoint can be used as it is configured, without asking a model: its name, its
/// certificate, the key, and the model's name.
package struct UpstreamProbe: Sendable {
  /// What was found, in one sentence.
  package enum Finding: Sendable, Hashable {
    case fine(String)
    /// It may work; somebody should look.
    case doubtful(String)
    case wrong(String)
  }

  /// The most bytes that are read of a list of models.
  private static let listLimit = 4 << 20

  private let endpoint: UpstreamEndpoint
  private let http: HTTPClient
  private let clock: any WallClock
  private let userAgent: String

  /// `version` is Parley's own, for the `User-Agent`.
  package init(
    _ endpoint: UpstreamEndpoint, http: HTTPClient, clock: any WallClock, version: String
  ) {
    self.endpoint = endpoint
    self.http = http
    self.clock = clock
    userAgent = "Parley/\(version)"
  }

  /// Asks for the list of models, or of Anthropic for the one. `contextTokens` is what the
  /// configuration says of the model.
  package func run(contextTokens: Int) async -> Finding {
    var request = HTTPRequest(
      url: endpoint.modelsURL,
      headers: endpoint.headers(stream: false, userAgent: userAgent)
        .filter { $0.name.lowercased() != "content-type" },
      timeouts: endpoint.timeouts)
    request.reach = endpoint.reach
    request.authorities = endpoint.authorities
    do {
      let response = try await http.send(request)
      let body = try await response.body.collect(upTo: Self.listLimit)
      return finding(response, body, contextTokens: contextTokens)
    } catch {
      return .wrong("\(UpstreamErrors(endpoint: endpoint).error(error))")
    }
  }

  private func finding(
    _ response: HTTPResponse, _ body: [UInt8], contextTokens: Int
  ) -> Finding {
    guard (200..<300).contains(response.status) else {
      let problem = UpstreamProblem(body: body)
      if endpoint.interface == .messages, response.status == 404, problem.type == "not_found_error"
      {
        return .wrong("\(subject) knows no model '\(endpoint.model)'")
      }
      let error = UpstreamErrors(endpoint: endpoint).refusal(
        problem, status: response.status, headers: response.headers,
        now: clock.now)
      // Many endpoints have no list; that says nothing about the rest.
      return [404, 405, 501].contains(response.status)
        ? .doubtful(
          "\(subject) answers, but lists no models (\(response.status)); key and model "
            + "'\(endpoint.model)' are not known to be right")
        : .wrong(error.description)
    }
    let models = list(body)
    guard !models.isEmpty else {
      return .doubtful(
        "\(subject) answers, but with no list of models; check that base_url ends where the "
          + "interface begins, usually with /v1")
    }
    guard let model = models.first(where: { $0.id == endpoint.model }) else {
      return missing(among: models)
    }
    return fit(model, contextTokens: contextTokens)
  }

  private func fit(_ model: Model, contextTokens: Int) -> Finding {
    guard let told = model.contextTokens else {
      return .fine("\(subject) has the model '\(model.id)'")
    }
    return told < contextTokens
      ? .doubtful(
        "\(subject) gives the model '\(model.id)' a context of \(told) tokens; context_tokens "
          + "says \(contextTokens)")
      : .fine("\(subject) has the model '\(model.id)' with a context of \(told) tokens")
  }

  private func missing(among models: [Model]) -> Finding {
    let some = models.prefix(5).map { "'\($0.id)'" }.joined(separator: ", ")
    let rest = models.count > 5 ? " and \(models.count - 5) more" : ""
    return .wrong("\(subject) knows no model '\(endpoint.model)'; it has \(some)\(rest)")
  }

  private var subject: String { "the upstream '\(endpoint.name)' (\(endpoint.host))" }

  // MARK: The list

  private struct Model {
    var id: String
    /// What llama.cpp, vLLM and Anthropic tell.
    var contextTokens: Int?
  }

  private static func positive(_ value: JSONValue?) -> Int? {
    value?.integer.flatMap { $0 > 0 ? $0 : nil }
  }

  /// The models in a list; none when it is no list.
  private func list(_ body: [UInt8]) -> [Model] {
    let document: JSONValue
    do throws(JSONError) {
      document = try UpstreamJSON.parse(body)
    } catch {
      return []
    }
    if endpoint.interface == .messages, document["id"]?.string != nil {
      // The name that was asked for may be another one of the same model.
      return [Model(id: endpoint.model, contextTokens: Self.positive(document["max_input_tokens"]))]
    }
    return (document["data"]?.array ?? []).compactMap { entry in
      guard let id = entry["id"]?.string else { return nil }
      return Model(
        id: id,
        contextTokens: entry["meta"]?["n_ctx"]?.integer ?? entry["max_model_len"]?.integer)
    }
  }
}
