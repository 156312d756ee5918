import ParleyDomain
import ParleyHTTPClient
import ParleyModels
import ParleyPlugin
import ParleyTestKit
import Testing

@Suite(.timeLimit(.minutes(1)))
struct UpstreamProbeTests {
  private func probe(
    _ status: Int, _ body: String, change: (inout UpstreamEndpoint) -> Void = { _ in }
  ) async throws -> (finding: UpstreamProbe.Finding, request: LoopbackServer.Request?) {
    let server = try LoopbackServer { _ in [.response(status, body)] }
    var endpoint = UpstreamEndpoint(
      name: "main", baseURL: server.url + "/v1", apiKey: "sk-canary", model: "m")
    change(&endpoint)
    let probe = try UpstreamProbe(
      endpoint, http: HTTPClient(), clock: ManualClock(), version: "1.2.3")
    return (await probe.run(contextTokens: 8192), server.requests.first)
  }

  private func words(_ finding: UpstreamProbe.Finding) -> String {
    switch finding {
    case .fine(let words): "fine: \(words)"
    case .doubtful(let words): "doubtful: \(words)"
    case .wrong(let words): "wrong: \(words)"
    }
  }

  @Test func asksForTheModelsWithTheKey() async throws {
    let (finding, request) = try await probe(200, #"{"data":[{"id":"other"},{"id":"m"}]}"#)
    #expect(words(finding).hasPrefix("fine: the upstream 'main' (127.0.0.1:"))
    #expect(request?.method == "GET")
    #expect(request?.target == "/v1/models")
    #expect(request?[header: "authorization"] == "Bearer sk-canary")
  }

  @Test(arguments: [
    (200, #"{"data":[{"id":"a"},{"id":"b"}]}"#, "wrong:", "no model 'm'; it has 'a', 'b'"),
    (200, #"{"data":[{"id":"m","meta":{"n_ctx":1024}}]}"#, "doubtful:", "context of 1024 tokens"),
    (200, #"{"data":[{"id":"m","max_model_len":9000}]}"#, "fine:", "context of 9000 tokens"),
    (200, "<html>", "doubtful:", "base_url"),
    (401, #"{"error":{"message":"bad key sk-canary"}}"#, "wrong:", "bad key ***"),
    (400, #"{"error":{"message":"x","type":"no_db_connection"}}"#, "wrong:", "check its api_key"),
    (404, "", "doubtful:", "lists no models"),
    (302, "", "wrong:", "redirect"),
  ])
  func findings(status: Int, body: String, kind: String, part: String) async throws {
    let found = words(try await probe(status, body).finding)
    #expect(found.hasPrefix(kind))
    #expect(found.contains(part), "\(found)")
  }

  @Test func whoIsNotThereIsNamed() async throws {
    let (finding, _) = try await probe(200, "") { $0.baseURL = "http://no-such-host.invalid/v1" }
    #expect(words(finding).contains("no-such-host.invalid:80 is not known"))
  }
}
