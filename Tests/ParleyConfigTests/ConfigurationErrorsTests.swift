import Glibc
import ParleyConfig
import ParleyPlugin
import Testing

/// One case for each kind of mistake, with the exact words.
@Suite struct ConfigurationErrorsTests {
  private func errors(_ text: String, _ environment: [String: String] = [:]) throws -> [String] {
    try ConfigurationFixture().errors(text, environment: environment)
  }

  @Test func aMissingFileOrAFolderIsNoInput() throws {
    let fixture = try ConfigurationFixture()
    for (path, reason) in [
      (fixture.path, "No such file or directory"), (fixture.directory, "Is a directory"),
    ] {
      let error = #expect(throws: ConfigurationErrors.self) {
        try ConfigurationLoader.load(path: path, environment: [:], plugins: [:])
      }
      #expect(error?.description == "\(path): \(reason)")
      #expect(error?.exitStatus == 66)
    }
  }

  @Test func aFileThatAnybodyMayChangeIsRefused() throws {
    let fixture = try ConfigurationFixture()
    let error = #expect(throws: ConfigurationErrors.self) {
      try fixture.load("version: 1\n", mode: 0o666)
    }
    #expect(
      error?.description
        == "\(fixture.path): anybody may change this file (mode 666); chmod o-w it")
    #expect(error?.exitStatus == 77)
  }

  @Test(.disabled(if: geteuid() == 0, "root may read everything"))
  func aFileThatMayNotBeReadIsRefused() throws {
    let fixture = try ConfigurationFixture()
    let error = #expect(throws: ConfigurationErrors.self) {
      try fixture.load("version: 1\n", mode: 0o200)
    }
    #expect(error?.exitStatus == 77)
  }

  @Test func anEmptyFileMeansDefaultsAndTellsWhatIsMissing() throws {
    let loaded = try ConfigurationFixture().load("# nothing\n")
    #expect(loaded.configuration.sessions.idle == .seconds(1800))
    #expect(loaded.warnings.map(\.path) == ["upstreams", "knowledge", "plugins", "personas"])
    #expect(loaded.warnings.allSatisfy { $0.severity == .warning })
    #expect(
      loaded.warnings.last?.message == "nothing is configured here: there is nobody to talk to")
  }

  @Test(arguments: ["- a\n", "text\n"])
  func theTopHasToBeAMapping(_ text: String) throws {
    #expect(
      try errors(text).first
        == "1:1: expected a mapping with keys such as 'upstreams:' and 'personas:'")
  }

  @Test func whatIsNoYAMLIsToldWithItsPlace() throws {
    #expect(
      try errors("server:\n  listen: 127.0.0.1:80\n  listen: 127.0.0.1:81\n")
        == ["3:3: key 'listen' stands twice: in line 2 and in line 3"])
    #expect(try errors("server:\n\tlisten: x\n") == ["2:1: a tab cannot indent; use spaces"])
  }

  static let single: [(String, String)] = [
    // Keys
    (
      "server: {prot: 1}\n",
      "1:10: server: unknown key 'prot'; known are listen, public_url, allowed_hosts, trusted_proxies, cors_origins, max_import"
    ),
    ("sesions: {idle: 1m}\n", "1:1: unknown key 'sesions'; did you mean 'sessions'?"),
    (
      "server: {public: http://a}\n",
      "1:10: server: unknown key 'public'; did you mean 'public_url'?"
    ),
    (
      "upstreams: [{provider: extractive}]\n",
      "1:13: upstreams[0].name: missing; Names the upstream for personas and traces."
    ),
    // Types and ranges
    ("version: 2\n", "1:10: version: expected 1, not '2'"),
    (
      "server: hello\n",
      "1:9: server: expected a mapping with listen, public_url, allowed_hosts, trusted_proxies, cors_origins, max_import"
    ),
    (
      "personas: {name: x}\n",
      "1:11: personas: expected a list; write [value] or lines that begin with '- '"
    ),
    (
      "personas: [{name: a b}]\n",
      "1:19: personas[0].name: expected a name of letters, digits, '.', '_' and '-', not 'a b'"
    ),
    (
      "plugins: [{name: a, use: Logging, max_tokens: 80a}]\n",
      "1:47: plugins[0].max_tokens: expected a whole number from 1 to 1000000, not '80a'"
    ),
    (
      "plugins: [{name: a, use: Logging, max_tokens: 0}]\n",
      "1:47: plugins[0].max_tokens: expected a whole number from 1 to 1000000, not '0'"
    ),
    (
      "plugins: [{name: a, use: Logging, max_tokens: '5'}]\n",
      "1:47: plugins[0].max_tokens: expected a whole number from 1 to 1000000, not '5'"
    ),
    (
      "server: {listen: 127.0.0.1:70000}\n",
      "1:18: server.listen: expected HOST:PORT with a port from 0 to 65535, for example 127.0.0.1:8080, not '127.0.0.1:70000'"
    ),
    (
      "server: {listen: '8080'}\n",
      "1:18: server.listen: expected HOST:PORT with a port from 0 to 65535, for example 127.0.0.1:8080, not '8080'"
    ),
    (
      "personas: [{name: a, placement: lates}]\n",
      "1:33: personas[0].placement: expected one of system, late, not 'lates'; did you mean 'late'?"
    ),
    (
      "personas: [{name: a, budget: {memory: 10 %}}]\n",
      "1:39: personas[0].budget.memory: expected tokens (800) or percent (40%), not '10 %'"
    ),
    // Booleans and text
    (
      "knowledge: [{name: a, kind: books, sources: [{path: x, update: yes}]}]\n",
      "1:64: knowledge[0].sources[0].update: expected a boolean, not 'yes'; write true or false"
    ),
    (
      "knowledge: [{name: a, kind: books, sources: [{path: x, update: NO}]}]\n",
      "1:64: knowledge[0].sources[0].update: expected a boolean, not 'NO'; write true or false"
    ),
    (
      "personas: [{name: a, label: true}]\n",
      "1:29: personas[0].label: 'true' is not text but a boolean; quote it: \"true\""
    ),
    (
      "personas: [{name: a, greeting: null}]\n",
      "1:32: personas[0].greeting: 'null' is not text but a null; quote it: \"null\""
    ),
    (
      "personas:\n  - name: a\n    greeting:\n",
      "3:14: personas[0].greeting: nothing stands here; write a value, '' for empty text, or leave the key out"
    ),
    // Time spans
    (
      "sessions: {idle: 5 minutes}\n",
      "1:18: sessions.idle: expected a time span such as 300ms, 5s, 30m, 12h, 180d or 2w, not '5 minutes'"
    ),
    (
      "sessions: {idle: -1s}\n",
      "1:18: sessions.idle: expected a time span such as 300ms, 5s, 30m, 12h, 180d or 2w, not '-1s'"
    ),
    (
      "sessions: {idle: 1h30}\n",
      "1:18: sessions.idle: expected a time span such as 300ms, 5s, 30m, 12h, 180d or 2w, not '1h30'"
    ),
    (
      "plugins: [{name: a, use: Logging, timeout: 0s}]\n",
      "1:44: plugins[0].timeout: expected a time span from 1ms to 5m, not '0s'"
    ),
    (
      "sessions: {idle: 2h, absolute: 1h}\n",
      "1:18: sessions.idle: sessions.idle (2h) is longer than sessions.absolute (1h)"
    ),
    // Variables
    (
      "upstreams: [{name: a, model: '${PARLEY_M}', base_url: ''}]\n",
      "1:30: upstreams[0].model: environment variable PARLEY_M is not set; set it, or write ${PARLEY_M:-default}"
    ),
    (
      "upstreams: [{name: a, model: '${EMPTY}', base_url: ''}]\n",
      "1:30: upstreams[0].model: environment variable EMPTY is empty; set it, or write ${EMPTY:-default}"
    ),
    (
      "upstreams: [{name: a, model: '${env:OPENAI_KEY}', base_url: ''}]\n",
      "1:30: upstreams[0].model: '${env:OPENAI_KEY}' is no variable; write ${NAME}, ${NAME:-default}, or '$$' for a dollar"
    ),
    (
      "plugins: [{name: a, use: Logging, max_tokens: '${WORD}'}]\n",
      "1:47: plugins[0].max_tokens: expected a whole number from 1 to 1000000, not what '${WORD}' stands for"
    ),
    // Addresses
    (
      "upstreams: [{name: a, model: m, base_url: 'ftp://x'}]\n",
      "1:43: upstreams[0].base_url: expected an address that begins with http:// or https://"
    ),
    (
      "upstreams: [{name: a, model: m, base_url: 'api.example.com/v1'}]\n",
      "1:43: upstreams[0].base_url: expected an address that begins with http:// or https://"
    ),
    (
      "upstreams: [{name: a, model: m, base_url: 'https://me:pass@x/v1'}]\n",
      "1:43: upstreams[0].base_url: a user name or password in the address is refused; use api_key"
    ),
    (
      "upstreams: [{name: a, model: m, base_url: 'https://a b/v1'}]\n",
      "1:43: upstreams[0].base_url: spaces and '\\' are not allowed in an address"
    ),
    (
      "upstreams: [{name: a, model: m, base_url: 'http://169.254.169.254/latest'}]\n",
      "1:43: upstreams[0].base_url: link-local and metadata hosts are refused"
    ),
    (
      "upstreams: [{name: a, model: m, base_url: 'http://2852039166/'}]\n",
      "1:43: upstreams[0].base_url: link-local and metadata hosts are refused"
    ),
    (
      "upstreams: [{name: a, model: m, base_url: 'http://[::ffff:169.254.1.1]:80/'}]\n",
      "1:43: upstreams[0].base_url: link-local and metadata hosts are refused"
    ),
    (
      "upstreams: [{name: a, model: m, base_url: 'http://[fe80::1]/'}]\n",
      "1:43: upstreams[0].base_url: link-local and metadata hosts are refused"
    ),
    (
      "upstreams: [{name: a, model: m, base_url: 'http://Metadata.Google.Internal./'}]\n",
      "1:43: upstreams[0].base_url: link-local and metadata hosts are refused"
    ),
    (
      "upstreams: [{name: a, model: m, base_url: 'http://x:99999/'}]\n",
      "1:43: upstreams[0].base_url: expected a port from 1 to 65535 after the host"
    ),
    (
      "upstreams: [{name: a, model: m}]\n",
      "1:13: upstreams[0].base_url: missing; Where the endpoint is, for example http://127.0.0.1:11434/v1, or '' to leave it out"
    ),
    (
      "upstreams: [{name: a, base_url: 'http://localhost:1/v1'}]\n",
      "1:13: upstreams[0].model: missing; The model's name as the endpoint knows it."
    ),
    (
      "upstreams: [{name: a, provider: extractive, spend: {per_day: 1}}]\n",
      "1:52: upstreams[0].spend: needs 'price' beside it, or nothing can be counted"
    ),
    (
      "server: {cors_origins: ['*']}\n",
      "1:25: server.cors_origins[0]: '*' is refused; name every origin, for example https://shop.example"
    ),
    (
      "server: {allowed_hosts: ['*']}\n",
      "1:26: server.allowed_hosts[0]: '*' is refused; name every host, not '*'"
    ),
    (
      "server: {trusted_proxies: [10.0.0.0/33]}\n",
      "1:28: server.trusted_proxies[0]: expected an IP address or network, for example 10.0.0.0/8, not '10.0.0.0/33'"
    ),
    (
      "server: {listen: 0.0.0.0:8080}\n",
      "1:18: server.listen: with auth.mode 'local' only this machine may connect, but 0.0.0.0:8080 is open to others; listen on 127.0.0.1 or [::1], or set auth.mode to guests or accounts"
    ),
    // Names
    (
      "plugins: [{name: a, use: Logging}, {name: a, use: Logging}]\n",
      "1:43: plugins[1].name: the name 'a' stands twice: in line 1 and here"
    ),
    (
      "personas: [{name: a, upstreams: [mian]}]\nupstreams: [{name: main, provider: extractive}]\n",
      "1:34: personas[0].upstreams[0]: no upstream is called 'mian'; did you mean 'main'?"
    ),
    (
      "personas: [{name: a, plugins: [x]}]\nplugins: [{name: log, use: Logging}]\n",
      "1:32: personas[0].plugins[0]: no plugin is called 'x'; known are log"
    ),
    (
      "plugins: [{name: a, use: Catalogue}]\n",
      "1:26: plugins[0].use: no plugin is called 'Catalogue'; did you mean 'Catalog'? known are Books, Catalog, Documents, External, Grounding, Logging, Memory, Reflection, Summarization, Webhook"
    ),
    (
      "plugins: [{name: a, use: Catalog, with: {collection: boks}}]\nknowledge: [{name: books, kind: books}]\n",
      "1:54: plugins[0].with.collection: no collection is called 'boks'; did you mean 'books'?"
    ),
    (
      "plugins: [{name: a, use: Summarization, with: {upstream: mian}}]\nupstreams: [{name: main, provider: extractive}]\n",
      "1:58: plugins[0].with.upstream: no upstream is called 'mian'; did you mean 'main'?"
    ),
    ("plugins: [{name: a, use: Webhook}]\n", "1:11: plugins[0].with.url: missing; Where to."),
    (
      "plugins: [{name: a, use: Logging, with: {redact: [emial]}}]\n",
      "1:51: plugins[0].with.redact[0]: expected one of email, phone, not 'emial'; did you mean 'email'?"
    ),
    // Personas
    (
      "personas: [{name: a, budget: {knowledge: 60%, memory: 20%, history: 30%}}]\n",
      "1:30: personas[0].budget: knowledge, memory and history together are 110% of the context; at most 100%"
    ),
    (
      "personas: [{name: a, instructions: 'At {{ shop_nam }}', variables: {shop_name: x}}]\n",
      "1:36: personas[0].instructions: unknown variable '{{shop_nam}}'; did you mean 'shop_name'?"
    ),
    (
      "personas: [{name: a, variables: {date: x}}]\n",
      "1:40: personas[0].variables.date: 'date' is filled in by Parley; choose another name"
    ),
    (
      "personas: [{name: a, instructions: {path: x}}]\n",
      "1:36: personas[0].instructions: expected text or {file: path}"
    ),
    // Knowledge
    (
      "knowledge: [{name: a, kind: books, currency: usd}]\n",
      "1:46: knowledge[0].currency: expected three capital letters of ISO 4217, for example USD, not 'usd'"
    ),
    (
      "knowledge: [{name: a, kind: books, sources: [{path: x}, {path: ./x}]}]\n",
      "1:57: knowledge[0].sources[1]: this source stands twice: in line 1 and here"
    ),
    (
      "knowledge: [{name: a, kind: books, sources: [{format: csv}]}]\n",
      "1:46: knowledge[0].sources[0]: expected 'path' or 'command'"
    ),
    (
      "knowledge: [{name: a, kind: books, sources: [{command: [/bin/sh, -c, 'cat x'], format: csv}]}]\n",
      "1:56: knowledge[0].sources[0].command: 'sh -c' is refused; name the program itself, or a script, with its arguments"
    ),
    (
      "knowledge: [{name: a, kind: books, sources: [{command: [/nowhere/export], format: csv}]}]\n",
      "1:56: knowledge[0].sources[0].command: /nowhere/export: No such file or directory"
    ),
    (
      "knowledge: [{name: a, kind: books, sources: [{command: [/bin/true]}]}]\n",
      "1:46: knowledge[0].sources[0].format: missing; the output of a command has no name that tells its format"
    ),
  ]

  @Test(arguments: single)
  func eachMistakeIsNamedWithTheWayOut(_ text: String, _ expected: String) throws {
    #expect(try errors(text, ["EMPTY": "", "WORD": "private"]) == [expected])
  }

  @Test func allMistakesComeAtOnceInTheOrderOfTheFile() throws {
    let text = """
      server:
        prot: 80
        listen: nowhere
      sessions: {idle: soon}
      upstreams:
        - name: main
          base_url: ftp://models
          model: ${MISSING}
        - {name: main, provider: extractiv}
      plugins:
        - {name: log, use: Loging}
      personas:
        - label: A
          upstreams: [mian]
          budget: {knowledge: 90%}
      """
    let places = try errors(text).map {
      $0.split(separator: ": ").prefix(2).joined(separator: " ")
    }
    #expect(
      places == [
        "2:3 server", "3:11 server.listen", "4:18 sessions.idle", "7:15 upstreams[0].base_url",
        "8:12 upstreams[0].model", "9:12 upstreams[1].name", "9:28 upstreams[1].provider",
        "11:22 plugins[0].use", "13:5 personas[0].name", "14:17 personas[0].upstreams[0]",
        "15:13 personas[0].budget",
      ])
  }
}
