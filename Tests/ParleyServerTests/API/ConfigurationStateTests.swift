import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

@testable import ParleyServer

struct ConfigurationStateTests {
  private let json = [("Accept", "application/json")]
  private let refused = "config.yaml:3:1: unknown key 'persona'"

  private func state(_ fixture: ApplicationFixture) -> ConfigurationState {
    fixture.services.configuration
  }

  @Test func aRefusedFileIsToldToOperatorsAndLeavesTheServerReady() async {
    let fixture = ApplicationFixture()
    #expect(await fixture.send("GET", "/readyz").text == "ok\n")
    let current = await fixture.send("GET", "/readyz", headers: json)
    #expect(current.json["config"]?["status"] == "current")

    state(fixture).refused(at: Timestamp(milliseconds: 1_000), errors: ["first"])
    state(fixture).refused(at: Timestamp(milliseconds: 9_000), errors: [refused])
    #expect(await fixture.send("GET", "/readyz").text == "ok\nconfig: stale\n")
    let stale = await fixture.send("GET", "/readyz", headers: json)
    #expect(stale.status == 200 && stale.json["status"] == "ok")
    #expect(stale.json["config"]?["status"] == "stale")
    // Since the file and the server first differed; the errors are those of now.
    #expect(stale.json["config"]?["since"] == "1970-01-01T00:00:01.000Z")
    #expect(stale.json["config"]?["errors"] == [.string(refused)])
  }

  @Test func guestsLearnNothingOfIt() async {
    let fixture = ApplicationFixture { $0.mode = .guests }
    state(fixture).refused(at: Timestamp(milliseconds: 0), errors: [refused])
    let answer = await fixture.send(
      "GET", "/readyz", headers: json, peer: ApplicationFixture.stranger)
    #expect(answer.json == ["status": "ok"])
    #expect(
      await fixture.send("GET", "/readyz", peer: ApplicationFixture.stranger).text == "ok\n")
  }

  @Test func aReloadIsCountedAndTakesOverTheLivesOfSessions() async throws {
    let fixture = ApplicationFixture()
    state(fixture).refused(at: Timestamp(milliseconds: 0), errors: [refused])
    var page = await fixture.send("GET", "/metrics").text
    #expect(page.contains("parley_config_last_reload_successful 0\n"))

    let hour = ConfigurationState.SessionLimits(idle: .seconds(3600), absolute: .seconds(7200))
    state(fixture).applied(
      at: Timestamp(milliseconds: 1_800_000_123_456), sessions: hour, warnings: ["server.listen"])
    page = await fixture.send("GET", "/metrics").text
    for line in [
      #"parley_config_reloads_total{result="ok"} 1"#,
      #"parley_config_reloads_total{result="refused"} 1"#,
      "parley_config_last_reload_successful 1",
      "parley_config_last_reload_success_timestamp_seconds 1800000123",
    ] {
      #expect(page.contains(line + "\n"), "\(line)")
    }
    _ = await fixture.send("POST", "/api/chat", #"{"message": "dragons"}"#)
    let sessions = await fixture.send("GET", "/api/sessions").json["sessions"]?.array
    let session = try #require(sessions?.first)
    let expected = fixture.clock.now.advanced(by: .seconds(3600))
    #expect(session["expires_at"]?.string == expected.description)
  }

  @Test func theOutcomeOfAReloadIsAnswered() async {
    var services = ApplicationFixture().services
    services.reload = { .refused(errors: ["a: one", "b: two"]) }
    let request = ServerRequest(
      id: "r", method: "POST", path: "/api/admin/reload", query: [],
      headers: HTTPMessageHeaders([
        ("Host", "localhost"), ("Content-Type", "application/json"),
      ]), body: Array("{}".utf8), peer: .unixSocket)
    let refused = await Application(services).respond(to: request)
    #expect(refused.status == 422)
    services.reload = { .applied(warnings: ["server.listen has changed"]) }
    let applied = await Application(services).respond(to: request)
    guard case .whole(let body) = applied.content else { return }
    #expect(String(decoding: body, as: UTF8.self).contains("server.listen has changed"))
  }

  @Test func theHooksOfAllConfigurationsAreOnTheMetricsPage() async {
    let fixture = ApplicationFixture(plugins: [
      PluginEntryFixture.broken, ApplicationFixture.injector,
    ])
    _ = await fixture.send("POST", "/api/chat", #"{"message": "dragons"}"#)
    let page = await fixture.send("GET", "/metrics").text
    for line in [
      #"parley_hook_runs_total{plugin="broken",hook="prePrompt",outcome="threw"} 1"#,
      #"parley_hook_runs_total{plugin="books",hook="prePrompt",outcome="parts"} 1"#,
      #"parley_hook_duration_seconds_count{plugin="broken",hook="prePrompt"} 1"#,
      #"parley_hook_lanes_abandoned{plugin="broken"} 0"#,
      #"parley_hook_circuit_open{plugin="books"} 0"#,
    ] {
      #expect(page.contains(line + "\n"), "\(line)")
    }
  }
}

private enum PluginEntryFixture {
  static let broken = PluginEntry(
    name: "broken", plugin: ClosurePlugin(prePrompt: { _, _ in throw PluginError("no") }))
}
