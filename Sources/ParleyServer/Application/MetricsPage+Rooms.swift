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
