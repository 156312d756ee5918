import ParleyConfig
import ParleyPlugin
import Testing

/// What providers do differently, as settings.
struct UpstreamSettingsTests {
  private func upstream(_ lines: String...) -> String {
    (["upstreams:", "- name: a", "  model: m", "  base_url: http://localhost:1/v1"]
      + lines.map { "  " + $0 }).joined(separator: "\n") + "\n"
  }

  @Test func defaultsSuitAnyEndpoint() throws {
    let loaded = try ConfigurationFixture().load(upstream())
    let settings = try #require(loaded.configuration.upstreams.first)
    #expect(settings.retry.max == 2)
    #expect(settings.retry.maxWait == .seconds(20))
    #expect(settings.maxConcurrent == nil)
    #expect(settings.authHeader == nil)
    #expect(settings.api == .chat)
    #expect(settings.headers.isEmpty && settings.query.isEmpty && settings.dropParams.isEmpty)
    #expect(!settings.thinkTags && !settings.allowPrivate)
  }

  @Test func azure() throws {
    let text = upstream(
      "auth_header: {name: api-key}", "query: {api-version: '2024-10-21'}",
      "drop_params: [stream_options]")
    let settings = try #require(
      try ConfigurationFixture().load(text).configuration.upstreams.first)
    #expect(settings.authHeader?.name == "api-key")
    #expect(settings.authHeader?.scheme == "")
    #expect(settings.query == ["api-version": "2024-10-21"])
    #expect(settings.dropParams == ["stream_options"])
  }

  @Test func anthropicIsAnEndpointToo() throws {
    let settings = try #require(
      try ConfigurationFixture().load(upstream("provider: anthropic", "api_key: ${KEY:-k}"))
        .configuration.upstreams.first)
    #expect(settings.provider == .anthropic)
    #expect(settings.authHeader == nil)
    let bare = "upstreams:\n- name: a\n  provider: anthropic\n"
    let errors = try ConfigurationFixture().errors(bare)
    #expect(errors.contains { $0.contains("upstreams[0].base_url") })
    #expect(errors.contains { $0.contains("upstreams[0].model") })
  }

  @Test func headersAreNotShownAndOnlyThoseWithAKeyAreWarnedOf() throws {
    let text = upstream("headers: {X-Title: Harbour Books, X-Proxy-Key: canary-1}")
    let loaded = try ConfigurationFixture().load(text)
    #expect(
      loaded.configuration.upstreams.first?.headers
        == ["X-Title": "Harbour Books", "X-Proxy-Key": "canary-1"])
    #expect(
      loaded.tree["upstreams"]?.array?.first?["headers"]
        == ["X-Title": "***", "X-Proxy-Key": "***"])
    #expect(
      loaded.warnings.map(\.path).filter { $0.contains("headers") }
        == ["upstreams[0].headers.X-Proxy-Key"])
    #expect(loaded.secrets.map(\.value) == ["canary-1"])
  }

  @Test(arguments: [
    ("headers: {'a b': x}", "'a b' is no name of a header"),
    ("headers: {Host: x}", "'Host' is set by Parley itself"),
    ("auth_header: {name: Content-Length}", "'Content-Length' is set by Parley itself"),
    ("provider: anthropic\n  api: completions", "'completions' is for 'provider: openai'"),
    ("max_concurrent: 0", "max_concurrent"),
    ("retry: {max: 99}", "retry.max"),
    ("spend: {per_month: 5}", "needs 'price' beside it"),
  ])
  func mistakesAreNamed(line: String, words: String) throws {
    let errors = try ConfigurationFixture().errors(upstream(line))
    #expect(errors.count == 1)
    #expect(errors.first?.contains(words) == true)
  }
}
