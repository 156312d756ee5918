import ParleyEngine
import ParleyPlugin

/// What the other rooms count themselves.
extension MetricsPage {
  /// The hooks of all configurations so far, and the circuits of the one that holds.
  mutating func add(_ plugins: PluginChain) {
    let figures = plugins.ledger.figures
    counter(
      "parley_hook_runs_total", "Hooks run, by what became of them.",
      ["plugin", "hook", "outcome"], figures.runs)
    histogram(
      "parley_hook_duration_seconds", "From the call of a hook to its result or its deadline.",
      ["plugin", "hook"], figures.durations)
    var held = Dictionary(
      plugins.runners.map { ([$0.entry.name], 0) }, uniquingKeysWith: { first, _ in first })
    for (plugin, lanes) in figures.heldLanes { held[[plugin]] = lanes }
    gauge(
      "parley_hook_lanes_abandoned", "Lanes that hooks hold after their deadline.", ["plugin"],
      held)
    gauge(
      "parley_hook_circuit_open", "1 while a plugin is left out after repeated failures.",
      ["plugin"],
      Dictionary(
        plugins.runners.map { ([$0.entry.name], $0.isCircuitOpen ? 1 : 0) },
        uniquingKeysWith: { first, _ in first }))
  }

  /// The calls of upstreams of all configurations so far, plugins' calls included.
  mutating func add(_ guards: UpstreamGuards) {
    let figures = guards.figures
    var calls: [[String]: Int] = [:]
    for (upstream, figures) in figures {
      for (outcome, count) in figures.calls { calls[[upstream, outcome]] = count }
    }
    counter(
      "parley_upstream_calls_total",
      "Calls of upstreams, retries included, by what became of them.",
      ["upstream", "outcome"], calls)
    func each(_ value: (UpstreamGuards.Figures) -> Int) -> [[String]: Int] {
      Dictionary(
        figures.map { ([$0.key], value($0.value)) }, uniquingKeysWith: { first, _ in first })
    }
    gauge(
      "parley_upstream_calls_running", "Calls that run now.", ["upstream"], each(\.running))
    gauge(
      "parley_upstream_calls_waiting", "Calls that wait for others to end.", ["upstream"],
      each(\.waiting))
    gauge(
      "parley_upstream_left_alone", "1 while an upstream is not called after repeated failures.",
      ["upstream"], each { $0.isLeftAlone ? 1 : 0 })
  }

  /// The reloads so far.
  mutating func add(_ configuration: ConfigurationState.Figures) {
    counter(
      "parley_config_reloads_total", "Reloads of the configuration.", ["result"],
      [["ok"]: configuration.applied, ["refused"]: configuration.refused])
    gauge(
      "parley_config_last_reload_successful", "0 while a changed configuration is refused.", [],
      [[]: configuration.refusal == nil ? 1 : 0])
    gauge(
      "parley_config_last_reload_success_timestamp_seconds",
      "When the configuration that holds was taken over.", [],
      [[]: Int(clamping: configuration.appliedAt.milliseconds / 1000)])
  }
}
