import ParleyDomain
import ParleyHTTPClient
import ParleyJSON
import ParleyModels
import ParleyPlugin
import ParleyTestKit
import Testing

/// Peculiarities of providers that the configuration describes.
@Suite(.timeLimit(.minutes(1)))
struct EndpointSettingsTests {
  private let server: LoopbackServer

  init() throws {
    server = try LoopbackServer { _ in
      [.head(), .chunk(ProviderTranscript.baseModel.stream), .lastChunk]
    }
  }

  private func request(
    _ change: (inout UpstreamEndpoint) -> Void
  ) async throws -> LoopbackServer.Request {
    var endpoint = UpstreamEndpoint(
      name: "main", baseURL: server.url + "/v1", apiKey: "sk-canary", model: "asked-for")
    change(&endpoint)
    _ = try await ModelCaller(endpoint).reply(stream: true)
    return try #require(server.requests.first)
  }

  @Test func azure() async throws {
    let request = try await request { endpoint in
      endpoint.keyHeader = UpstreamEndpoint.KeyHeader(name: "api-key")
      endpoint.query = ["api-version": "2024-10-21", "a b": "ü&"]
    }
    #expect(request.target == "/v1/chat/completions?a%20b=%C3%BC%26&api-version=2024-10-21")
    #expect(request[header: "api-key"] == "sk-canary")
    #expect(request[header: "authorization"] == nil)
  }

  @Test func furtherHeadersGoBeforeOurs() async throws {
    let request = try await request { endpoint in
      endpoint.headers = ["X-Title": "Harbour Books", "user-agent": "Shop/1"]
    }
    #expect(request[header: "x-title"] == "Harbour Books")
    #expect(
      request.headers.filter { $0.name.lowercased() == "user-agent" }.map(\.value) == ["Shop/1"])
  }

  @Test func membersAreLeftOut() async throws {
    let request = try await request { endpoint in
      endpoint.parameters = ["temperature": 0, "top_k": 5]
      endpoint.dropped = ["stream_options", "max_tokens", "temperature"]
    }
    let body = try JSONParser.parse(request.body).object ?? [:]
    #expect(Set(body.keys) == ["model", "stream", "messages", "top_k"])
  }

  @Test func baseModelsGoOnWithAProtocol() async throws {
    let request = try await request { $0.interface = .completions }
    #expect(request.target == "/v1/completions")
    let body = try JSONParser.parse(request.body)
    #expect(body["prompt"] == "Be kind.\n\nUser: Grüße 🎈\n\nAssistant:")
    #expect(body["stop"] == ["\nUser:", "\nAssistant:"])
    #expect(body["messages"] == nil)
  }

  @Test func valuesOfHeadersAreNeverRepeated() async throws {
    let server = try LoopbackServer { _ in [.response(400, "you sent hdr-canary and sk-canary")] }
    var endpoint = UpstreamEndpoint(
      name: "main", baseURL: server.url, apiKey: "sk-canary", model: "m")
    endpoint.headers = ["X-Proxy-Key": "hdr-canary"]
    let error = try #require(await ModelCaller(endpoint).failure().error)
    #expect(!error.description.contains("canary"))
    #expect(error.description.contains("you sent *** and ***"))
  }

  @Test func thinkingInTagsIsNoText() async throws {
    let server = try LoopbackServer { _ in
      [
        .head(), .chunk(chunk("<thi") + chunk("nk>hm</think>") + chunk("Hi.")),
        .chunk("data: [DONE]\n\n"), .lastChunk,
      ]
    }
    var endpoint = UpstreamEndpoint(name: "main", baseURL: server.url, model: "m")
    endpoint.hasThinkingTags = true
    #expect(
      try await ModelCaller(endpoint).reply(stream: true).events == [
        .reasoning("hm"), .text("Hi."),
      ])
  }
}
