import ParleyConfig
import ParleyHTTPClient
import ParleyModels
import ParleyStore

/// What `parley config check --online` finds out about the configured endpoints.
struct OnlineCheck: Sendable {
  /// What was found about each endpoint, in the order of the configuration.
  let findings: [(upstream: String, finding: UpstreamProbe.Finding)]

  /// Asks every endpoint for its models, one after the other.
  static func run(_ configuration: Configuration) async throws -> OnlineCheck {
    let http = try HTTPClient()
    var findings: [(upstream: String, finding: UpstreamProbe.Finding)] = []
    for upstream in configuration.upstreams where upstream.provider != .extractive {
      let probe = UpstreamProbe(
        UpstreamEndpoint(upstream), http: http, clock: SystemClock(),
        version: ParleyVersion.current)
      findings.append((upstream.name, await probe.run(contextTokens: upstream.contextTokens)))
    }
    return OnlineCheck(findings: findings)
  }

  /// What cannot work, one sentence each.
  var faults: [String] {
    findings.compactMap { if case .wrong(let words) = $0.finding { words } else { nil } }
  }

  /// What works or may work, one sentence each.
  var remarks: [String] {
    findings.compactMap { found in
      switch found.finding {
      case .fine(let words): words
      case .doubtful(let words): "warning: \(words)"
      case .wrong: nil
      }
    }
  }
}
