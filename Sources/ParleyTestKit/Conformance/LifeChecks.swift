import ParleyPlugin

/// Starts and stops a plugin in every order that the host may come to.
struct LifeChecks<Tested: Plugin> {
  let make: @Sendable () throws -> Tested
  let host: ConformanceHost
  let patience: Duration

  func findings() async -> [String] {
    var findings: [String] = []
    do {
      findings += await stopFindings(try make(), times: 1, "without having been started")
      let twice = try make()
      await start(twice, on: host)
      findings += await stopFindings(twice, times: 2, "twice")
      let failed = try make()
      await start(failed, on: .refusing)
      findings += await stopFindings(failed, times: 1, "after a start that failed")
    } catch {
      findings.append("cannot be made a second time: \(error)")
    }
    return findings
  }

  /// Whether it starts is looked at elsewhere; here it only matters what comes after.
  private func start(_ plugin: Tested, on host: ConformanceHost) async {
    _ = await Patience.result(within: patience) { try await plugin.start(host) }
  }

  private func stopFindings(_ plugin: Tested, times: Int, _ how: String) async -> [String] {
    let ended = await Patience.within(patience) {
      for _ in 0..<times { await plugin.stop() }
    }
    return ended ? [] : ["stop does not come to an end when it is called \(how)"]
  }
}
