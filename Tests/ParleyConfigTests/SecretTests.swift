import ParleyConfig
import ParleyPlugin
import Testing

@Suite struct SecretTests {
  private func upstream(_ key: String) -> String {
    "upstreams:\n  - name: a\n    model: m\n    base_url: http://localhost:1/v1\n    api_key: \(key)\n"
  }

  @Test func aLiteralIsWarnedOf() throws {
    let loaded = try ConfigurationFixture().load(upstream("sk-literal"))
    let warning = try #require(loaded.warnings.first { $0.path == "upstreams[0].api_key" })
    #expect(
      warning.message
        == "W01: the secret stands in this file; use ${PARLEY_API_KEY} or {file: path}")
    #expect(loaded.configuration.upstreams.first?.apiKey == "sk-literal")
    #expect(!"\(loaded)".contains("sk-literal"))
    #expect(loaded.secrets.first?.origin == .literal)
  }

  @Test func aLiteralThatOthersCanReadIsRefused() throws {
    let errors = try ConfigurationFixture().errors(upstream("sk-literal"), mode: 0o644)
    #expect(
      errors == [
        "5:14: upstreams[0].api_key: the secret stands in a file that others can read (mode 644); chmod 600 it, or use ${PARLEY_API_KEY} or {file: path}"
      ])
  }

  @Test func aVariableMayStandInAFileThatOthersCanRead() throws {
    let loaded = try ConfigurationFixture().load(
      upstream("${KEY}"), environment: ["KEY": "sk-outside"], mode: 0o644)
    #expect(loaded.configuration.upstreams.first?.apiKey == "sk-outside")
    #expect(!loaded.warnings.contains { $0.path.contains("api_key") })
  }

  @Test func aFileGivesItsContentWithoutTheLineEnd() throws {
    let fixture = try ConfigurationFixture(["key": "sk-in-file\n"])
    let loaded = try fixture.load(upstream("{file: key}"))
    #expect(loaded.configuration.upstreams.first?.apiKey == "sk-in-file")
    #expect(loaded.tree["upstreams"]?.array?.first?["api_key"] == "***")
  }

  @Test func aFileThatCannotBeReadIsNamed() throws {
    let fixture = try ConfigurationFixture(["long": String(repeating: "x", count: 70_000)])
    #expect(
      try fixture.errors(upstream("{file: nowhere}")) == [
        "5:21: upstreams[0].api_key.file: \(fixture.directory)/nowhere: No such file or directory"
      ])
    #expect(try fixture.errors(upstream("{file: long}")).mentions("File too large"))
  }

  @Test func anEmptySecretIsNone() throws {
    let loaded = try ConfigurationFixture().load(upstream("${KEY:-}"))
    #expect(loaded.configuration.upstreams.first?.apiKey == nil)
    #expect(loaded.secrets == [])
  }

  @Test func noMessageShowsASecret() throws {
    let fixture = try ConfigurationFixture()
    let environment = ["KEY": "canary\nsecond", "URL": "https://canary@host/"]
    let texts = [
      upstream("${KEY}"), upstream("[canary]"), upstream("{canary: canary}"),
      upstream("\"canary\\nline\""), "upstreams: [{name: a, model: m, base_url: '${URL}'}]\n",
      "upstreams: [{name: a, model: m, base_url: 'https://canary@host/'}]\n",
    ]
    for text in texts {
      let errors = try fixture.errors(text, environment: environment)
      #expect(!errors.isEmpty)
      #expect(!errors.mentions("canary"), "\(text)")
    }
  }

  @Test func aPluginsSecretIsKeptToo() throws {
    let text = "plugins: [{name: a, use: Webhook, with: {url: http://x, secret: '${KEY}'}}]\n"
    let loaded = try ConfigurationFixture().load(text, environment: ["KEY": "sk-hook"])
    #expect(loaded.configuration.plugins.first?.with["secret"] == "sk-hook")
    #expect(!"\(loaded)".contains("sk-hook"))
    #expect(loaded.secrets.map(\.path) == ["plugins[0].with.secret"])
    #expect(loaded.tree["plugins"]?.array?.first?["with"]?["secret"] == "***")
  }

  @Test func anothersKeyIsMentionedAndNotUsed() throws {
    let loaded = try ConfigurationFixture().load(
      "upstreams: [{name: a, model: m, base_url: 'http://localhost:1/v1'}]\n",
      environment: ["OPENAI_API_KEY": "sk-other"])
    #expect(loaded.configuration.upstreams.first?.apiKey == nil)
    #expect(
      loaded.warnings.map(\.message)
        .contains("OPENAI_API_KEY is set but not used; to use it write api_key: ${OPENAI_API_KEY}"))
  }
}
