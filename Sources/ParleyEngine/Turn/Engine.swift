package import ParleyDomain
import ParleyPlugin

/// Everything a turn is made with: one configuration, built and started.
///
/// A value: a reload makes another one, and running turns end on the one they began with.
package struct Engine: Sendable {
  package var personas: [Persona] { didSet { hooks = HookTable(plugins, personas: personas) } }
  package var upstreams: [Upstream]
  package var plugins: PluginChain { didSet { hooks = HookTable(plugins, personas: personas) } }
  /// Who runs when, worked out from ``plugins`` and ``personas``.
  private(set) var hooks: HookTable
  package var knowledge: any KnowledgeIndex
  package var store: any ChatStore
  package var jobs: any JobQueue
  package var clock: any WallClock
  package var identifiers: any IdentifierSource
  package var fences: any FenceSource
  package var documents: any DocumentReader
  package var log: any OperatorLog
  /// Where earlier prompts are looked up, to tell what a prompt shares with them; `nil` tells nothing.
  package var traces: (any TraceStore)?
  /// Where summaries and memories are read; `nil` remembers nothing.
  package var recollections: (any Recollections)?
  /// Through which every call of an upstream goes.
  package let guards: UpstreamGuards

  package init(
    personas: [Persona], upstreams: [Upstream], plugins: PluginChain,
    knowledge: any KnowledgeIndex, store: any ChatStore, jobs: any JobQueue,
    clock: any WallClock, identifiers: any IdentifierSource, fences: any FenceSource,
    documents: any DocumentReader, log: any OperatorLog, traces: (any TraceStore)? = nil,
    recollections: (any Recollections)? = nil, guards: UpstreamGuards = UpstreamGuards()
  ) {
    self.personas = personas
    self.upstreams = upstreams
    self.plugins = plugins
    hooks = HookTable(plugins, personas: personas)
    self.knowledge = knowledge
    self.store = store
    self.jobs = jobs
    self.clock = clock
    self.identifiers = identifiers
    self.fences = fences
    self.documents = documents
    self.log = log
    self.traces = traces
    self.recollections = recollections
    self.guards = guards
    guards.adopt(upstreams)
  }

  /// The persona with this name; throws ``TurnError`` naming those there are.
  package func persona(_ name: String) throws -> Persona {
    guard let persona = personas.first(where: { $0.name == name }) else {
      let known = personas.map(\.name).joined(separator: ", ")
      throw TurnError(.personaUnknown, "there is no persona '\(name)'; there are: \(known)")
    }
    return persona
  }

  /// The upstreams a persona may use, in its order.
  func upstreams(of persona: Persona) -> [Upstream] {
    persona.upstreams.compactMap { name in upstreams.first { $0.name == name } }
  }
}
