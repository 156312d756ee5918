import ParleyConfig
import ParleyDomain
import ParleyKnowledge
import ParleyPlugin

extension Shop {
  /// The persona of this name, or the first one. Throws ``CommandFailure`` naming those there are.
  func persona(named name: String?) throws -> Persona {
    let personas = configuration.personas
    guard let name else {
      guard let first = personas.first else {
        throw CommandFailure(
          .config, "\(loaded.path): there is no persona; add one under `personas:`")
      }
      return Persona(first)
    }
    guard let found = personas.first(where: { $0.name == name }) else {
      throw CommandFailure(
        .usage,
        "there is no persona '\(name)'; there are: \(personas.map(\.name).joined(separator: ", "))")
    }
    return Persona(found)
  }

  /// Says on standard error which upstreams were left out and which collections hold nothing yet.
  func tellWhatIsMissing(
    for persona: Persona, on terminal: Terminal
  ) async throws {
    for upstream in loaded.leftOut where terminal.errorIsTerminal {
      terminal.talk("upstream '\(upstream)' is left out: its base_url is empty")
    }
    let used = configuration.plugins.filter { persona.plugins.contains($0.name) }
      .compactMap { $0.with["collection"]?.string }
    for status in try await library().list()
    where used.contains(status.name) && status.version == nil {
      terminal.talk(
        status.problem
          ?? "collection '\(status.name)' is not loaded: run `parley knowledge load \(status.name)`"
      )
    }
  }
}
