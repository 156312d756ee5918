import ParleyDomain
import ParleyPlugin

/// Which plugins run at which point for which persona, in configured order: worked out once for a
/// configuration, so that a turn only looks it up.
struct HookTable: Sendable {
  private struct Place: Hashable {
    var persona: String
    var point: HookPoint
  }

  private let runners: [Place: [HookRunner]]

  init(_ chain: PluginChain, personas: [Persona]) {
    var runners: [Place: [HookRunner]] = [:]
    for persona in personas {
      let used = Set(persona.plugins)
      for runner in chain.runners where used.contains(runner.entry.name) {
        for point in runner.hooks {
          runners[Place(persona: persona.name, point: point), default: []].append(runner)
        }
      }
    }
    self.runners = runners
  }

  /// The plugins that a persona uses and that have a hook at this point.
  subscript(persona: Persona, point: HookPoint) -> [HookRunner] {
    runners[Place(persona: persona.name, point: point)] ?? []
  }
}
