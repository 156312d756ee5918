package import ParleyDomain
package import ParleyPlugin

/// What the plugins of every configuration share: how long the host waits for them outside of turns,
/// where their work is counted, and who is told.
package struct PluginSupervision: Sendable {
  /// How long `start` may take; longer refuses the configuration.
  package var startLimit: Duration
  /// How long `stop` may take; longer leaves the plugin behind.
  package var stopLimit: Duration
  package var ledger: HookLedger
  package var log: any OperatorLog
  /// The clock of the circuits; tests set it.
  package var now: @Sendable () -> ContinuousClock.Instant

  package init(
    startLimit: Duration = .seconds(30), stopLimit: Duration = .seconds(5),
    ledger: HookLedger = HookLedger(), log: any OperatorLog = NoLog(),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.startLimit = startLimit
    self.stopLimit = stopLimit
    self.ledger = ledger
    self.log = log
    self.now = now
  }
}

/// Tells nobody.
package struct NoLog: OperatorLog {
  package init() {}

  package func write(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {}
}
