import ParleyConfig
import ParleyPlugin
import Testing

@Suite struct ConfigurationLoaderTests {
  @Test func textIsTakenAsWritten() throws {
    let persona = try #require(
      try ConfigurationFixture().load(
        "personas: [{name: 007, label: 1.10, greeting: NO, samples: [0123456789, 12]}]\n"
      ).configuration.personas.first)
    #expect(persona.name == "007")
    #expect(persona.label == "1.10")
    #expect(persona.greeting == "NO")
    #expect(persona.samples == ["0123456789", "12"])
  }

  @Test func variablesAreFilledIntoValuesOnly() throws {
    let text = """
      personas:
        - name: ${NAME}
          label: ${EMPTY:-fallback} and ${GONE:-} $$5 costs $5, $ and $x
          variables: {NAME: "${NAME}"}
          budget: {reply: "${REPLY:-700}"}
      plugins: [{name: log, use: Logging, max_tokens: "${TOKENS}", timeout: "${T:-3s}"}]
      upstreams:
        - name: x
          provider: extractive
          parameters:
            temperature: "1"
            top_p: ${P}
      """
    let configuration = try ConfigurationFixture().load(
      text, environment: ["NAME": "ann", "EMPTY": "", "TOKENS": "9", "P": "0.5"]
    ).configuration
    let persona = try #require(configuration.personas.first)
    #expect(persona.name == "ann")
    #expect(persona.label == "fallback and  $5 costs $5, $ and $x")
    #expect(persona.variables == ["NAME": "ann"])
    #expect(configuration.plugins.first?.maximumTokens == 9)
    #expect(configuration.plugins.first?.timeout == .seconds(3))
    #expect(configuration.upstreams.first?.parameters == ["temperature": "1", "top_p": 0.5])
  }

  @Test func combiningMarksHideNoSign() throws {
    let label = try ConfigurationFixture().load(
      "personas: [{name: a, label: \"${A:-x}\u{301} $$\u{301}\"}]\n"
    ).configuration.personas.first?.label
    #expect(label == "x\u{301} $\u{301}")
  }

  @Test func aVariableWithinADefaultIsRefused() throws {
    #expect(
      try ConfigurationFixture().errors("personas: [{name: a, label: '${A:-${B}}'}]\n") == [
        "1:29: personas[0].label: the default of ${A} holds another variable, which is not supported"
      ])
  }

  @Test func instructionsMayStandInAFile() throws {
    let fixture = try ConfigurationFixture(["bot.md": "You are {{label}} of {{ shop }}.\n"])
    let loaded = try fixture.load(
      "personas: [{name: a, instructions: {file: bot.md}, variables: {shop: Harbour Books}}]\n")
    #expect(
      loaded.configuration.personas.first?.instructions == "You are {{label}} of {{ shop }}.\n")
  }

  @Test func pathsAreFoundFromTheFolderOfTheFile() throws {
    let fixture = try ConfigurationFixture()
    let loaded = try fixture.load(
      """
      storage: {directory: ./var//data}
      knowledge: [{name: a, kind: books, sources: [{path: /abs/x.csv}, {path: ../x.csv}]}]
      plugins: [{name: log, use: Logging}]
      """)
    #expect(loaded.directory == fixture.directory)
    #expect(loaded.path == fixture.path)
    #expect(loaded.configuration.storage.directory == fixture.directory + "/var/data")
    #expect(
      loaded.configuration.knowledge.first?.sources.map(\.origin)
        == [.path("/abs/x.csv"), .path(fixture.directory + "/../x.csv")])
    #expect(
      loaded.configuration.plugins.first?.with["path"]
        == .string(fixture.directory + "/logs/chat.jsonl"))
  }

  @Test func aCommandMayLieBesideTheFile() throws {
    let fixture = try ConfigurationFixture()
    try fixture.write(Array("#!/bin/true\n".utf8), to: "export", mode: 0o700)
    let loaded = try fixture.load(
      """
      knowledge:
        - name: a
          kind: products
          sources: [{command: [export, --all], format: csv, every: 5m, update: true}]
      plugins: [{name: x, use: External, with: {command: [./export]}}]
      """)
    let source = try #require(loaded.configuration.knowledge.first?.sources.first)
    #expect(source.origin == .command([fixture.directory + "/export", "--all"]))
    #expect(source.every == .seconds(300))
    #expect(source.update)
    #expect(
      loaded.configuration.plugins.first?.with["command"]
        == [.string(fixture.directory + "/export")])
  }

  @Test(arguments: [
    (0o600 as UInt32, "is not a program that may be run; chmod +x it"),
    (0o777, "may be changed by anybody; chmod o-w it"),
  ])
  func aCommandThatIsNotSafeIsRefused(_ mode: UInt32, _ reason: String) throws {
    let fixture = try ConfigurationFixture()
    try fixture.write(Array("#!/bin/true\n".utf8), to: "export", mode: mode)
    #expect(
      try fixture.errors("plugins: [{name: x, use: External, with: {command: [./export]}}]\n")
        == ["1:52: plugins[0].with.command: \(fixture.directory)/export \(reason)"])
  }

  @Test func aPersonaWithoutListsGetsEverything() throws {
    let persona = try #require(
      try ConfigurationFixture().load(
        """
        upstreams: [{name: main, model: m, base_url: ''}, {name: x, provider: extractive}]
        plugins: [{name: log, use: Logging}, {name: log2, use: Logging}]
        personas: [{name: a}]
        """
      ).configuration.personas.first)
    #expect(persona.upstreams == ["x"])
    #expect(persona.plugins == ["log", "log2"])
    #expect(persona.label == "a")
  }

  @Test func aPersonaWithoutUpstreamIsWarnedOf() throws {
    let loaded = try ConfigurationFixture().load(
      """
      upstreams: [{name: main, model: m, base_url: ''}]
      personas: [{name: a, upstreams: [main]}]
      """)
    #expect(
      loaded.warnings.map(\.message).contains(
        "no upstream is left to answer; left out for want of base_url: main; add the built-in one: provider: extractive"
      ))
    #expect(loaded.leftOut == ["main"])
  }

  @Test func keysWithNothingUnderThemCountAsLeftOut() throws {
    let configuration = try ConfigurationFixture().load("upstreams:\n#  - name: x\nsessions:\n")
      .configuration
    #expect(configuration.upstreams.isEmpty)
    #expect(configuration.sessions.absolute == .seconds(12 * 3600))
  }

  @Test func anAddressOpenToOthersNeedsAnotherMode() throws {
    let configuration = try ConfigurationFixture().load(
      "server: {listen: '[::]:8080'}\nauth: {mode: guests}\n"
    ).configuration
    #expect(configuration.server.listen == ListenAddress(host: "::", port: 8080))
    #expect(configuration.server.listen.description == "[::]:8080")
    #expect(!configuration.server.listen.isLoopback)
  }

  @Test(arguments: [
    "127.0.0.1:0", "127.9.9.9:1", "localhost:80", "[::1]:80", "[::ffff:127.0.0.1]:1",
  ])
  func loopbackIsKnown(_ text: String) {
    #expect(ListenAddress(text)?.isLoopback == true)
  }

  @Test(arguments: ["", ":80", "a", "a:", "a:x", "a:-1", "a:65536", "a b:80", "[::1:80", "::1:80"])
  func whatIsNoAddressIsRefused(_ text: String) {
    #expect(ListenAddress(text) == nil)
  }
}
