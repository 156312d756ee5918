import ParleyDomain
import ParleyHTTPClient
import ParleyPlugin

/// Puts what went wrong with one upstream into the words of the domain.
///
/// Every message names the entry and the host, and what to do. At most 500 bytes are the upstream's
/// own words, and the key never stands in them.
struct UpstreamErrors {
  let endpoint: UpstreamEndpoint

  /// A failure below HTTP.
  func error(_ failure: HTTPClientError) -> any Error {
    let code: ModelError.Code
    switch failure.code {
    case .cancelled: return CancellationError()
    case .resolve, .refused, .connect, .tls, .forbidden, .shutDown: code = .unreachable
    case .timeout: code = .timeout
    case .brokenOff: code = .brokenOff
    case .tooLarge, .malformed: code = .malformed
    case .failed: code = .failed
    case .invalidURL, .invalidRequest: code = .rejected
    }
    let advice =
      switch failure.code {
      case .invalidURL: "; check its base_url"
      case .forbidden: "; set allow_private: true if that is meant"
      default: ""
      }
    return ModelError(
      code, scrubbed("the upstream '\(endpoint.name)': \(failure)\(advice)"),
      mayPass: Self.mayPass(failure))
  }

  /// Whether asking again at once makes sense. An upstream that was silent for so long is not made
  /// faster by asking it again, and a certificate does not change.
  private static func mayPass(_ failure: HTTPClientError) -> Bool {
    switch failure.code {
    case .resolve, .refused, .connect, .timeout(.connect), .brokenOff, .failed: true
    case .invalidURL, .invalidRequest, .tls, .forbidden, .timeout, .tooLarge, .malformed,
      .cancelled,
      .shutDown:
      false
    }
  }

  /// A response that is not a success.
  func refusal(
    _ problem: UpstreamProblem, status: Int, headers: HTTPHeaders, now: Timestamp
  ) -> ModelError {
    let wait = RetryAfter.duration(in: headers, now: now)
    let (code, text) = verdict(problem, status: status, wait: wait)
    return ModelError(
      code, text + quote(problem), status: status, retryAfter: wait,
      mayPass: mayPass(problem, code, status: status, advice: headers["x-should-retry"]),
      context: problem.contextReport)
  }

  /// Whether the same request may be answered a moment later.
  private func mayPass(
    _ problem: UpstreamProblem, _ code: ModelError.Code, status: Int, advice: String?
  ) -> Bool {
    guard code != .auth, code != .contextTooSmall, !problem.isAboutMoney else { return false }
    switch advice?.lowercased() {
    case "true": return true
    case "false": return false
    default: return [408, 409, 425, 429, 498, 500, 502, 503, 504, 529].contains(status)
    }
  }

  /// A failure that the upstream reports inside a response that began as a success.
  func failure(_ problem: UpstreamProblem, status: Int) -> ModelError {
    let told = problem.code.flatMap { Int($0) }.flatMap { (400...599).contains($0) ? $0 : nil }
    let meant =
      problem.isContextTooSmall ? 400 : problem.mentions(["rate_limit"]) ? 429 : told ?? 500
    let (code, text) = verdict(problem, status: meant, wait: nil)
    return ModelError(
      code, text + quote(problem), status: told ?? status,
      mayPass: mayPass(problem, code, status: meant, advice: nil), context: problem.contextReport)
  }

  /// A response that is not what the protocol says.
  func malformed(_ reason: String, status: Int) -> ModelError {
    ModelError(
      .malformed,
      scrubbed(
        "\(subject) does not answer with \(awaited): \(excerpt(reason)); check its base_url"),
      status: status)
  }

  /// A stream without an end.
  func brokenOff(status: Int) -> ModelError {
    ModelError(.brokenOff, "\(subject) ended its reply in the middle", status: status)
  }

  /// What the protocol calls its replies.
  private var awaited: String {
    endpoint.interface == .messages ? "Anthropic's messages" : "chat completions"
  }

  private var subject: String { "the upstream '\(endpoint.name)' (\(endpoint.host))" }

  private func verdict(
    _ problem: UpstreamProblem, status: Int, wait: Duration?
  ) -> (ModelError.Code, String) {
    if status >= 400, problem.isContextTooSmall {
      return (
        .contextTooSmall,
        "\(subject) says that the prompt is longer than its context; lower its context_tokens"
      )
    }
    if problem.isAboutMoney {
      return (.rateLimited, "\(subject) has no credit left (\(status)); look into its account")
    }
    if status == 401 || status == 403 || problem.isAboutTheKey {
      return (.auth, "\(subject) refused the key (\(status)); check its api_key")
    }
    switch status {
    case 429, 498:
      let advice = wait.map { "try again in \($0)" } ?? "try again later"
      return (.rateLimited, "\(subject) is called too often (\(status)); \(advice)")
    case 408:
      return (.timeout, "\(subject) gave up waiting for the request (408)")
    case 300...399:
      return (
        .rejected,
        "\(subject) answered with a redirect (\(status)), which is not followed; "
          + "set base_url to where the service is"
      )
    case 404:
      return (
        .rejected,
        "\(subject) knows no such address or model (404); check base_url and model "
          + "'\(endpoint.model)'"
      )
    case 400...499:
      return (.rejected, "\(subject) refused the request (\(status)); check model and parameters")
    case 500...:
      // LiteLLM's proxy answers so to a request without a key.
      let advice =
        status == 500 && endpoint.sendsNoKey
        ? "it may want a key: no api_key is set" : "try again later"
      return (.failed, "\(subject) failed (\(status)); \(advice)")
    default:
      return (.malformed, "\(subject) answered with an unexpected status (\(status))")
    }
  }

  private func quote(_ problem: UpstreamProblem) -> String {
    let words = excerpt(problem.message)
    return words.isEmpty ? "" : ". It said: \(words)"
  }

  /// At most 500 bytes of the upstream's words on one line. The key goes first, or half of it could
  /// remain at the cut.
  private func excerpt(_ words: String) -> String {
    var excerpt = ""
    var size = 0
    for scalar in scrubbed(words).unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control
      let shown: Unicode.Scalar = isControl ? " " : scalar
      size += UTF8.width(shown)
      guard size <= 500 else { break }
      excerpt.unicodeScalars.append(shown)
    }
    return String(excerpt.drop { $0 == " " })
  }

  private func scrubbed(_ text: String) -> String {
    endpoint.secrets.reduce(text) { text, secret in
      text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "***")
    }
  }
}
