import ParleyDomain
import ParleyHTTPClient
import ParleyModels
import ParleyPlugin
import ParleyTestKit
import Testing

/// What refusals of real providers mean.
@Suite(.timeLimit(.minutes(1)))
struct UpstreamVerdictTests {
  struct Refusal: Sendable {
    var status: Int
    var body: String
    var headers: [String] = []
    var code: ModelError.Code
    var mayPass: Bool
  }

  private func error(_ refusal: Refusal) async throws -> ModelError {
    let server = try LoopbackServer { _ in
      [.response(refusal.status, refusal.body, headers: refusal.headers)]
    }
    return try #require(await ModelCaller(server).failure().error)
  }

  @Test(arguments: [
    Refusal(status: 503, body: "", code: .failed, mayPass: true),
    Refusal(status: 501, body: "", code: .failed, mayPass: false),
    Refusal(status: 529, body: "", code: .failed, mayPass: true),
    Refusal(status: 408, body: "", code: .timeout, mayPass: true),
    Refusal(status: 409, body: "", code: .rejected, mayPass: true),
    Refusal(status: 425, body: "", code: .rejected, mayPass: true),
    Refusal(
      status: 498, body: #"{"error":{"message":"x","code":"capacity_exceeded"}}"#,
      code: .rateLimited, mayPass: true),
    Refusal(status: 400, body: "", code: .rejected, mayPass: false),
    Refusal(status: 401, body: "", code: .auth, mayPass: false),
    Refusal(status: 403, body: "", code: .auth, mayPass: false),
    Refusal(status: 404, body: "", code: .rejected, mayPass: false),
    Refusal(status: 422, body: "", code: .rejected, mayPass: false),
    Refusal(
      status: 429, body: #"{"error":{"message":"x","code":"rate_limit_exceeded"}}"#,
      code: .rateLimited, mayPass: true),
    Refusal(
      status: 429, body: #"{"error":{"message":"x","code":"insufficient_quota"}}"#,
      code: .rateLimited, mayPass: false),
    Refusal(
      status: 429, body: #"{"error":{"type":"enforced_spend_limit_reached","message":"x"}}"#,
      code: .rateLimited, mayPass: false),
    Refusal(
      status: 503, body: "", headers: ["x-should-retry: false"], code: .failed, mayPass: false),
    Refusal(
      status: 400, body: #"{"error":{"message":"x","type":"no_db_connection","code":"400"}}"#,
      code: .auth, mayPass: false),
    Refusal(
      status: 500, body: #"{"error":{"message":"x","type":"authentication_error"}}"#, code: .auth,
      mayPass: false),
    Refusal(
      status: 500, body: "Internal Server Error", headers: ["Content-Type: text/plain"],
      code: .failed, mayPass: true),
  ])
  func refusalsSayWhetherToComeBack(refusal: Refusal) async throws {
    let error = try await error(refusal)
    #expect(error.code == refusal.code)
    #expect(error.mayPass == refusal.mayPass)
  }

  @Test(arguments: [
    (
      "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
      8192, 9000
    ),
    ("prompt is too long: 208310 tokens > 200000 maximum", 200_000, 208_310),
    (
      "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
      131_072, 537_812
    ),
    (
      "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
      1_048_576, 1_200_000
    ),
    ("Requested tokens (3000) exceed context window of 2048", 2048, 3000),
    ("the request exceeds the available context size, try increasing it", nil, nil),
    ("Please reduce the length of the messages or completion.", nil, nil),
    ("Input is too long for requested model.", nil, nil),
  ])
  func longPromptsAreRecognisedInEveryWording(words: String, limit: Int?, sent: Int?) async throws {
    let error = try await error(
      Refusal(
        status: 400, body: #"{"error":{"message":"\#(words)"}}"#, code: .contextTooSmall,
        mayPass: false))
    #expect(error.code == .contextTooSmall)
    #expect(error.context?.contextTokens == limit)
    #expect(error.context?.promptTokens == sent)
  }

  @Test func llamaServerTellsItsContextInMembers() async throws {
    let body =
      #"{"error":{"code":400,"message":"the request exceeds","type":"exceed_context_size_error","#
      + #""n_prompt_tokens":1400,"n_ctx":1024}}"#
    let error = try await error(
      Refusal(status: 400, body: body, code: .contextTooSmall, mayPass: false))
    #expect(error.context == ModelError.ContextReport(contextTokens: 1024, promptTokens: 1400))
  }

  @Test func aLimitThatIsUsedUpTellsWhenItIsRenewed() async throws {
    let error = try await error(
      Refusal(
        status: 429, body: "",
        headers: [
          "x-ratelimit-remaining-requests: 12", "x-ratelimit-reset-requests: 6m0s",
          "x-ratelimit-remaining-tokens: 0", "x-ratelimit-reset-tokens: 2m59.5s",
        ], code: .rateLimited, mayPass: true))
    #expect(error.retryAfter == .milliseconds(179_500))
  }

  @Test func onlyConnectingIsTriedAgainAfterATimeout() async throws {
    let server = try LoopbackServer { _ in [.hang] }
    let late = try await ModelCaller(
      server, timeouts: HTTPTimeouts(firstByte: .milliseconds(50))
    ).failure().error
    #expect(late?.code == .timeout)
    #expect(late?.mayPass == false)
    let port = try ClosedPort()
    let refused = try await ModelCaller(url: "\(port.url)/v1").failure().error
    #expect(refused?.mayPass == true)
    #expect(refused?.description.contains("\(port.number)") == true)
  }
}
